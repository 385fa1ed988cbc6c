package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.catalog.Model;
import runflow.error.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiTest {
  private final ObjectNode document = Rendered.DOCUMENTS.openApi();

  @Test
  void everyModelHasATypedRequest() {
    for (Model model : Rendered.CATALOG.all()) {
      String path = "/v1/models/" + model.id();
      JsonNode post = document.path("paths").path(path + "/runs").path("post");
      JsonNode media = post.at("/requestBody/content/application~1json");
      JsonNode request = follow(media.path("schema").path("$ref").stringValue());
      assertThat(request.at("/allOf/1/properties/input")).isEqualTo(model.input().json());
      assertThat(media.at("/example/input")).isEqualTo(model.examples(Rendered.BASE).getFirst());
      assertThat(document.path("paths").path(path).has("get")).isTrue();
    }
  }

  @Test
  void noReferenceDangles() {
    var references = document.findValuesAsString("$ref");
    assertThat(references).hasSizeGreaterThan(50);
    assertThat(references)
        .allSatisfy(reference -> assertThat(follow(reference).isMissingNode()).isFalse());
  }

  @Test
  void theServedPathsAreDescribed() {
    assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
    assertThat(document.at("/servers/0/url").stringValue()).isEqualTo(Rendered.BASE);
    assertThat(document.has("x-model-paths")).isFalse();
    assertThat(document.path("paths").propertyNames())
        .contains(
            "/v1/models",
            "/v1/public/models",
            "/v1/runs",
            "/v1/runs/statuses",
            "/v1/runs/{run_id}",
            "/v1/runs/{run_id}/cancellation",
            "/v1/runs/{run_id}/callback",
            "/v1/runs/{run_id}/callback-redeliveries",
            "/v1/callback-secrets",
            "/v1/callback-secrets/{secret_id}",
            "/v1/billing/balance",
            "/v1/billing/transactions",
            "/v1/health",
            "/v1/readiness");
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    List<String> names = document.findValuesAsString("operationId");
    assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void everyErrorCodeIsListed() {
    var codes = new ArrayList<String>();
    document
        .at("/components/schemas/Error/properties/code/enum")
        .forEach(code -> codes.add(code.stringValue()));
    assertThat(codes)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  void aRunCreationSaysWhatComesBackLater() {
    JsonNode post = document.path("paths").path("/v1/models/google/veo3.1/runs").path("post");
    assertThat(follow(post.at("/callbacks/runFinished/$ref").stringValue()).propertyNames())
        .containsExactly("{$request.body#/callback_url}");
    assertThat(post.path("responses").propertyNames())
        .contains("201", "200", "202", "402", "409", "422", "429", "503");
  }

  private JsonNode follow(String reference) {
    assertThat(reference).startsWith("#/");
    return document.at(reference.substring(1));
  }
}
