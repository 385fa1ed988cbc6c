package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FetchTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration ENOUGH_FOR_A_HOP = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int MAX = 1000;
  private static final String PNG = "HTTP/1.1 200 OK\r\nContent-Type: image/png";
  private static final Map<String, String> NAMES =
      Map.of("images.test", "127.0.0.1", "inside.test", "10.0.0.1");

  private final GuardedClient client =
      new GuardedClient(
          new OutboundRules(true, true, List.of()),
          host -> {
            if (!NAMES.containsKey(host)) {
              throw new UnknownHostException(host);
            }
            return List.of(InetAddress.ofLiteral(NAMES.get(host)));
          },
          "1");

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void returnsBytesAndType() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.answer(PNG, "pixels"))) {
      Fetched fetched = client.fetch(server.uri("images.test"), MAX, LONG);
      assertThat(fetched)
          .isInstanceOfSatisfying(
              Fetched.Content.class,
              content -> {
                assertThat(content.bytes()).asString().isEqualTo("pixels");
                assertThat(content.contentType()).isEqualTo("image/png");
              });
      assertThat(server.heads.take())
          .startsWith("GET / HTTP/1.1")
          .contains("Accept: image/*", "Connection: close");
    }
  }

  @Test
  void followsRelativeAndAbsoluteRedirectsHopByHop() throws Exception {
    try (var target = new ScriptedServer(ScriptedServer.answer(PNG, "pixels"));
        var server =
            new ScriptedServer(
                visit -> {
                  String next = "http://images.test:" + target.port() + "/c";
                  boolean first = visit.head.startsWith("GET / ");
                  ScriptedServer.redirect(302, first ? "/b?x=y" : next).play(visit);
                })) {
      assertThat(client.fetch(server.uri("127.0.0.1"), MAX, LONG))
          .isInstanceOf(Fetched.Content.class);
      server.heads.take();
      assertThat(server.heads.take()).startsWith("GET /b?x=y ");
      assertThat(target.heads.take()).startsWith("GET /c ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://10.0.0.1/a.png|REFUSED_BY_POLICY|the URL of redirect 1 must not point at 10.0.0.1",
        "http://0xa9fea9fe/|REFUSED_BY_POLICY|169.254.169.254 is a cloud metadata address",
        "//167772161/|REFUSED_BY_POLICY|10.0.0.1 is a private address",
        "http://inside.test/|REFUSED_BY_POLICY|host `inside.test` resolves to 10.0.0.1",
        "file:///etc/passwd|REFUSED_BY_POLICY|must start with https://",
        "http://a:b@images.test/|REFUSED_BY_POLICY|must not carry a user name",
        "http://exa mple/|REFUSED_BY_POLICY|must be a URL",
        "http://nowhere.test/x?key=1|DNS|could not fetch http://nowhere.test/x: host `nowhere.test`",
      })
  void aRedirectIsJudgedLikeTheFirstUrl(String location, Trouble kind, String words)
      throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.redirect(302, location))) {
      assertFailed(client.fetch(server.uri("127.0.0.1"), MAX, LONG), kind, words);
      assertThat(server.heads).hasSize(1);
    }
  }

  @Test
  void stopsAfterThreeRedirects() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.redirect(307, "/again"))) {
      assertFailed(
          client.fetch(server.uri("127.0.0.1"), MAX, LONG),
          Trouble.STATUS,
          "more than 3 redirects");
      assertThat(server.heads).hasSize(4);
    }
  }

  @Test
  void aStatusThatIsNoSuccessIsNamed() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.answer("HTTP/1.1 404 No", "gone"))) {
      String url = "http://127.0.0.1:" + server.port() + "/cat.png";
      assertFailed(
          client.fetch(URI.create(url + "?token=1"), MAX, LONG),
          Trouble.STATUS,
          "could not fetch " + url + ": host `127.0.0.1` answered with status 404");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y", "Transfer-Encoding: chunked"})
  void anEndlessBodyIsTooLargeAndHungUpOn(String framing) throws Exception {
    try (var server =
        new ScriptedServer(
            visit -> {
              visit.send(PNG + "\r\n" + framing + "\r\n\r\n" + "7fffffff\r\n");
              visit.flood();
            })) {
      Fetched fetched = client.fetch(server.uri("127.0.0.1"), MAX, LONG);
      assertFailed(fetched, Trouble.TOO_LARGE, "more than 1000 bytes");
      assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theBoundIsExactAndAnAnnouncedLengthIsBelieved() throws Exception {
    try (var exact = new ScriptedServer(ScriptedServer.answer(PNG, "x".repeat(MAX)));
        var announced =
            new ScriptedServer(
                visit -> {
                  visit.send(PNG + "\r\nContent-Length: " + (MAX + 1) + "\r\n\r\n");
                  visit.hang();
                })) {
      assertThat(client.fetch(exact.uri("127.0.0.1"), MAX, LONG))
          .isInstanceOf(Fetched.Content.class);
      assertFailed(
          client.fetch(announced.uri("127.0.0.1"), MAX, LONG), Trouble.TOO_LARGE, "1000 bytes");
    }
  }

  @Test
  void aDrippingOrTruncatedBodyIsNoImage() throws Exception {
    try (var dripping =
            new ScriptedServer(
                visit -> {
                  visit.send(PNG + "\r\n\r\n");
                  visit.drip("y");
                });
        var truncated =
            new ScriptedServer(visit -> visit.send(PNG + "\r\nContent-Length: 100\r\n\r\nabc"))) {
      assertFailed(
          client.fetch(dripping.uri("127.0.0.1"), MAX, SHORT), Trouble.TIMEOUT, "within 0.3 s");
      assertThat(dripping.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
      assertFailed(client.fetch(truncated.uri("127.0.0.1"), MAX, LONG), Trouble.PROTOCOL, "closed");
    }
  }

  @Test
  void theDeadlineCoversAllHops() throws Exception {
    try (var server =
        new ScriptedServer(
            visit -> {
              if (visit.head.startsWith("GET / ")) {
                ScriptedServer.redirect(302, "/slow").play(visit);
              } else {
                visit.hang();
              }
            })) {
      assertFailed(
          client.fetch(server.uri("127.0.0.1"), MAX, ENOUGH_FOR_A_HOP),
          Trouble.TIMEOUT,
          "/slow: host");
    }
  }

  private static void assertFailed(Fetched fetched, Trouble kind, String words) {
    assertThat(fetched)
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> {
              assertThat(failed.message()).contains(words).doesNotContain("token", "key=");
              assertThat(failed.kind()).isEqualTo(kind);
            });
  }
}
