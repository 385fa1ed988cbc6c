package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.TestServer;
import runflow.testing.Wire;

/** A listener on loopback answers to the names of its machine, and to no name that leads there. */
class OwnNamesTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            TestServer.Options.standard().with("http.public_url", "https://video.example.com"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "app.localhost",
        "video.example.com"
      })
  void itsOwnNamesAreAnswered(String host) throws Exception {
    assertThat(statusLine(host + ":" + URI.create(server.localUrl()).getPort())).contains(" 200 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example"})
  void aNameThatWasMadeToLeadHereIsRefused(String host) throws Exception {
    String answer = answer(host);
    assertThat(answer).contains(" 403 ", "PERMISSION_DENIED", "http.public_url");
    assertThat(answer).doesNotContain(host);
  }

  @Test
  void aRequestWithoutANameIsRefusedByHttpItself() throws Exception {
    try (Wire wire = Wire.to(server.localUrl())) {
      assertThat(wire.send("GET /v1/health HTTP/1.1\r\n\r\n").finish()).contains(" 400 ");
    }
  }

  private static String statusLine(String host) throws Exception {
    return answer(host).lines().findFirst().orElseThrow();
  }

  private static String answer(String host) throws Exception {
    try (Wire wire = Wire.to(server.localUrl())) {
      return wire.send(
              "GET /v1/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host))
          .finish();
    }
  }
}
