package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class ApiCatalogTest {
  private static final String PATH = "/.well-known/api-catalog";

  @Test
  void aStrangerFindsEveryDescriptionOfTheApi() throws Exception {
    try (var server = TestServer.start()) {
      Answer catalog = server.send("GET", PATH, "", null, Map.of());
      assertThat(catalog.status()).isEqualTo(200);
      assertThat(catalog.header("Content-Type").orElseThrow())
          .startsWith("application/linkset+json;");
      JsonNode api = catalog.json().path("linkset").path(0);
      assertThat(api.path("anchor").stringValue()).isEqualTo(server.baseUrl() + "/");
      for (String relation : new String[] {"service-desc", "service-doc", "status"}) {
        assertThat(api.path(relation).size()).as(relation).isPositive();
        for (JsonNode link : api.path(relation)) {
          Answer linked = server.send("GET", link.path("href").stringValue(), "", null, Map.of());
          assertThat(linked.status()).as("%s", link).isEqualTo(200);
          assertThat(linked.header("Content-Type").orElseThrow())
              .startsWith(link.path("type").stringValue());
        }
      }

      Answer head = server.send("HEAD", PATH, "", null, Map.of());
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("Link"))
          .hasValue("<%s%s>; rel=\"api-catalog\"".formatted(server.baseUrl(), PATH));
    }
  }
}
