package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.catalog.Model;
import runflow.error.ErrorCode;
import runflow.json.Json;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiTest {
  private static String base = "";
  private static ObjectNode document = Json.object();

  @BeforeAll
  static void read() throws Exception {
    try (var server = TestServer.start()) {
      base = server.baseUrl();
      document = (ObjectNode) server.get("/openapi.json").json();
    }
  }

  @Test
  void everyModelHasATypedRequest() {
    for (Model model : Rendered.CATALOG.all()) {
      String path = "/v1/models/" + model.id();
      JsonNode post = document.path("paths").path(path + "/runs").path("post");
      JsonNode media = post.at("/requestBody/content/application~1json");
      JsonNode request = follow(media.path("schema").path("$ref").stringValue());
      assertThat(request.at("/allOf/1/properties/input"))
          .isEqualTo(Json.tree(Json.text(model.input().json())));
      assertThat(media.at("/example/input"))
          .isEqualTo(Json.tree(Json.text(model.examples(base).getFirst())));
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
    assertThat(document.at("/servers/0/url").stringValue()).isEqualTo(base);
    assertThat(document.has("x-model-paths")).isFalse();
    assertThat(document.toString()).doesNotContain("x-errors", "x-json", "x-page", "x-error-codes");
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
