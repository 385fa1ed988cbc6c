package runflow.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import runflow.App;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

/** What Prometheus gets, and who may read it. */
class MetricsRoutesTest {
  private static final TestServer.Options FACING =
      TestServer.Options.standard().with("http.host", "0.0.0.0");
  private static final String REQUESTS = "runflow_http_request_duration_seconds_count";

  @Test
  void requestsAreCountedByRouteAndNeverByPath() throws Exception {
    try (var server = TestServer.start()) {
      for (String id : List.of("a", "b", "c")) {
        assertThat(server.get("/v1/runs/" + id).status()).isEqualTo(404);
        assertThat(server.get("/nothing/" + id).status()).isEqualTo(404);
      }
      assertThat(server.send("BREW", "/v1/runs/a", "", null, Map.of()).status()).isEqualTo(405);
      assertThat(server.send("HEAD", "/v1/health", "", null, Map.of()).status()).isEqualTo(200);
      server.create("google/veo3.1", "{\"input\":{}}");
      server.send("POST", "/v1/models/google/veo3.1/runs", "", "{}", Map.of());

      Answer answer = open(server);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.text().lines())
          .contains(requests("GET", "/v1/runs/{id}", 404, 3))
          .contains(requests("other", "none", 404, 3))
          .contains(requests("other", "none", 405, 1))
          .contains(requests("GET", "/v1/health", 200, 1))
          .contains(requests("POST", "/v1/models/{model...}/runs", 422, 1))
          .contains(requests("POST", "/v1/models/{model...}/runs", 401, 1))
          .contains("runflow_build_info{version=\"" + App.VERSION + "\"} 1")
          .contains("hikaricp_connections_max{pool=\"runflow\"} 12.0")
          .noneMatch(line -> line.contains("BREW") || line.contains("/nothing"));
      assertThat(open(server).text().lines()).contains(requests("GET", "/metrics", 200, 1));
    }
  }

  @Test
  void aServerThatFacesTheWorldTellsOnlyItsOperator() throws Exception {
    try (var server = TestServer.start(FACING)) {
      Answer unknown = server.send("GET", "/metrics", "", null, Map.of());
      Refusal.of(unknown, 401, "UNAUTHORIZED");
      Refusal.of(server.get("/metrics"), 403, "PERMISSION_DENIED");
      Answer operator = server.send("GET", "/metrics", server.serviceKey(), null, Map.of());
      assertThat(operator.status()).isEqualTo(200);
      assertThat(operator.text()).contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void theOperatorMayOpenIt() throws Exception {
    try (var server = TestServer.start(FACING.with("metrics.open", "true"))) {
      assertThat(open(server).status()).isEqualTo(200);
    }
  }

  private static Answer open(TestServer server) throws Exception {
    return server.send("GET", "/metrics", "", null, Map.of());
  }

  private static String requests(String method, String route, int status, int count) {
    return "%s{method=\"%s\",route=\"%s\",status=\"%d\"} %d"
        .formatted(REQUESTS, method, route, status, count);
  }
}
