package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.id.OrgId;

/**
 * When a connection is used again. 127.0.0.2 and 127.0.0.3 stand for public addresses: they are the
 * only ones allowed here.
 */
@Timeout(120)
class KeptConnectionTest {
  private static final OrgId ORG = OrgId.create();
  private static final OrgId OTHER = OrgId.create();
  private static final String HERE = "127.0.0.2";
  private static final String THERE = "127.0.0.3";
  private static final String INSIDE = "127.0.0.1";
  private static final String OK = "HTTP/1.1 200 OK";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] BODY = {'{', '}'};
  private static final ScriptedServer.Script ALWAYS =
      ScriptedServer.each(BODY.length, ScriptedServer.answer(OK, "fine"));

  private volatile List<InetAddress> addresses = addresses(HERE);

  private final GuardedClient client = client(LONG);

  @AfterEach
  void closeClient() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\nA: b\r\n\r\n",
        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 Fine\r\n\r\n",
      })
  void isUsedAgainByTheSameOrganisation(String answer) throws Exception {
    try (var server = server(HERE, ScriptedServer.each(BODY.length, visit -> visit.send(answer)))) {
      String first = answered(post(ORG, server, LONG));
      assertThat(answered(post(ORG, server, LONG))).isEqualTo(first);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(answered(post(OTHER, server, LONG))).isEqualTo(first);
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.heads).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 Fine\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 204 Fine\r\nContent-Length: 3\r\n\r\n",
      })
  void isNotUsedAgainAfterAnAnswerThatWantsItClosedOrMayGoOn(String answer) throws Exception {
    try (var server = server(HERE, ScriptedServer.each(BODY.length, visit -> visit.send(answer)))) {
      answered(post(ORG, server, LONG));
      answered(post(ORG, server, LONG));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void isUsedAgainOnlyWhileTheNameHasItsAddress() throws Exception {
    try (var here = server(HERE, ALWAYS);
        var there = new ScriptedServer(THERE, here.port(), ALWAYS)) {
      answered(post(ORG, here, LONG));
      addresses = addresses(THERE);
      answered(post(ORG, here, LONG));
      assertThat(here.heads).hasSize(1);
      assertThat(there.heads).hasSize(1);
      addresses = addresses(HERE);
      answered(post(ORG, here, LONG));
      assertThat(here.heads).hasSize(2);
      assertThat(here.connections()).isEqualTo(1);
    }
  }

  @Test
  void isNoWayAroundThePolicy() throws Exception {
    try (var server = server(HERE, ALWAYS)) {
      answered(post(ORG, server, LONG));
      addresses = addresses(HERE, INSIDE);
      assertNoAnswer(post(ORG, server, LONG), Trouble.REFUSED_BY_POLICY);
      addresses = List.of();
      assertNoAnswer(post(ORG, server, LONG), Trouble.DNS);
      assertThat(server.heads).hasSize(1);
    }
  }

  @Test
  void theNextAddressIsTriedWhereOneCannotBeReached() throws Exception {
    try (var server = server(HERE, ALWAYS)) {
      addresses = addresses(THERE, HERE);
      answered(post(ORG, server, LONG));
      answered(post(ORG, server, LONG));
      assertThat(server.connections()).isEqualTo(1);
      addresses = addresses(THERE);
      assertNoAnswer(post(ORG, server, LONG), Trouble.CONNECT);
    }
  }

  @Test
  void noOtherAddressIsTriedOnceARequestWasSent() throws Exception {
    addresses = addresses(HERE, THERE);
    try (var here = server(HERE, visit -> {});
        var there = new ScriptedServer(THERE, here.port(), ALWAYS)) {
      assertNoAnswer(post(ORG, here, LONG), Trouble.PROTOCOL);
      assertThat(there.connections()).isZero();
    }
  }

  @Test
  void oneThatWasClosedIsReplacedAtOnce() throws Exception {
    try (var server =
        server(
            HERE,
            visit -> {
              visit.body(BODY.length);
              ScriptedServer.answer(OK, "fine").play(visit);
              visit.next();
            })) {
      answered(post(ORG, server, LONG));
      assertThat(answered(post(ORG, server, LONG))).isEqualTo("200 fine");
      assertThat(server.connections()).isEqualTo(2);
      List<String> heads = List.copyOf(server.heads);
      assertThat(heads).hasSize(3);
      assertThat(heads.get(1)).contains("Connection: keep-alive");
      assertThat(heads.get(2)).contains("Connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 2", "nonsense\r\n\r\n"})
  void nothingIsSentAgainOnceAByteHasCome(String beginning) throws Exception {
    try (var server =
        server(
            HERE,
            visit -> {
              visit.body(BODY.length);
              ScriptedServer.answer(OK, "fine").play(visit);
              visit.next().send(beginning);
            })) {
      answered(post(ORG, server, LONG));
      assertNoAnswer(post(ORG, server, LONG), Trouble.PROTOCOL);
      assertThat(server.heads).hasSize(2);
    }
  }

  @Test
  void theDeadlineHoldsForTheSecondAnswerToo() throws Exception {
    try (var server =
        server(
            HERE,
            visit -> {
              visit.body(BODY.length);
              ScriptedServer.answer(OK, "fine").play(visit);
              visit.next().drip("H");
            })) {
      answered(post(ORG, server, LONG));
      assertNoAnswer(post(ORG, server, SHORT), Trouble.TIMEOUT);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nothingIsSentAgainByAClientThatIsClosed() throws Exception {
    try (var server =
            server(
                HERE,
                visit -> {
                  visit.body(BODY.length);
                  ScriptedServer.answer(OK, "fine").play(visit);
                  visit.next().hang();
                });
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      answered(post(ORG, server, LONG));
      server.heads.take();
      Future<PostResult> second = callers.submit(() -> post(ORG, server, LONG));
      server.heads.take();
      client.close();
      assertNoAnswer(second.get(), Trouble.PROTOCOL);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatIsTooLongOrCutShortClosesIt() throws Exception {
    String large = "x".repeat(GuardedClient.EXCERPT_BYTES + 1);
    try (var tooLong =
            server(HERE, ScriptedServer.each(BODY.length, ScriptedServer.answer(OK, large)));
        var cut = server(HERE, visit -> visit.send(OK + "\r\nContent-Length: 100\r\n\r\nabc"))) {
      for (var server : List.of(tooLong, cut)) {
        answered(post(ORG, server, LONG));
        answered(post(ORG, server, LONG));
        assertThat(server.connections()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7900})
  void whatIsLeftOnItIsNobodysAnswer(int padding) throws Exception {
    try (var server = server(HERE, answerAndMore(BODY.length, padding))) {
      assertThat(answered(post(ORG, server, LONG))).startsWith("200 y");
      assertThat(answered(post(ORG, server, LONG))).startsWith("200 y");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.heads).hasSize(2);
    }
  }

  /**
   * An answer, and in the same segment one that nobody asked for: the client reads both at once, or
   * with some padding in the head, since the rest of a body is read exactly, only the first.
   */
  static ScriptedServer.Script answerAndMore(int bodyLength, int padding) {
    String head = OK + (padding == 0 ? "" : "\r\nPadding: " + "p".repeat(padding));
    String body = "y".repeat(padding == 0 ? 4 : 4000);
    String answer = head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    String more = "HTTP/1.1 500 Bad\r\nContent-Length: 0\r\n\r\n";
    return ScriptedServer.each(bodyLength, visit -> visit.send(answer + more));
  }

  @Test
  void keptOnesMakeWayForOthers() throws Exception {
    var together = new CountDownLatch(Connections.PER_ROUTE);
    ScriptedServer.Script once =
        visit -> {
          together.countDown();
          together.await();
          ScriptedServer.answer(OK, "fine").play(visit);
        };
    try (var server = server(HERE, ScriptedServer.each(BODY.length, once));
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<PostResult>>();
      for (int i = 0; i < Connections.PER_ROUTE; i++) {
        calls.add(callers.submit(() -> post(ORG, server, LONG)));
      }
      for (Future<PostResult> call : calls) {
        answered(call.get());
      }
      assertThat(answered(post(OTHER, server, LONG))).isEqualTo("200 fine");
      assertThat(server.connections()).isEqualTo(Connections.PER_ROUTE + 1);
    }
  }

  @Test
  void isClosedSoonAfterItsLastUse() throws Exception {
    try (var server = server(HERE, ALWAYS);
        var brief = client(SHORT)) {
      for (int i = 1; i <= 2; i++) {
        answered(brief.post(ORG, server.uri("receiver.test"), Map.of(), BODY, LONG));
        assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.connections()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"timeout=1, 1", "timeout=90, 60", "timeout=0, 60", "timeout=x, 60", "max=5, 60"})
  void isKeptNoLongerThanItsReceiverSays(String said, long seconds) {
    var response = new BasicHttpResponse(200);
    response.setHeader("Keep-Alive", said);
    assertThat(Connections.keptAfter(response, HttpClientContext.create(), LONG).toSeconds())
        .isEqualTo(seconds);
  }

  @Test
  void isClosedWithTheClient() throws Exception {
    try (var server = server(HERE, ALWAYS)) {
      answered(post(ORG, server, LONG));
      client.close();
      assertThat(server.hungUp.poll(LONG.toSeconds() / 2, TimeUnit.SECONDS)).isTrue();
    }
  }

  private GuardedClient client(Duration kept) {
    try {
      return new GuardedClient(
          new OutboundRules(false, false, List.of(HERE, THERE)),
          host -> addresses,
          "1",
          SSLContext.getDefault(),
          kept);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static ScriptedServer server(String address, ScriptedServer.Script script)
      throws Exception {
    return new ScriptedServer(address, 0, script);
  }

  private PostResult post(OrgId org, ScriptedServer server, Duration timeout)
      throws InterruptedException {
    return client.post(org, server.uri("receiver.test"), Map.of(), BODY, timeout);
  }

  private static String answered(PostResult result) {
    return switch (result) {
      case PostResult.Answered answered -> answered.status() + " " + answered.bodyExcerpt();
      case PostResult.NoAnswer none -> throw new AssertionError(none);
    };
  }

  private static void assertNoAnswer(PostResult result, Trouble kind) {
    assertThat(result)
        .isInstanceOfSatisfying(
            PostResult.NoAnswer.class, none -> assertThat(none.kind()).isEqualTo(kind));
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
  }
}
