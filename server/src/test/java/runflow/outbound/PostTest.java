package runflow.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.id.OrgId;

@Timeout(120)
class PostTest {
  private static final OrgId ORG = OrgId.create();
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration ENOUGH_FOR_A_HEAD = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final byte[] BODY = "{\"event\":\"run.completed\"}".getBytes(UTF_8);
  private static final String OK = "HTTP/1.1 200 OK";

  private final GuardedClient client =
      new GuardedClient(
          new OutboundRules(true, false, List.of()),
          host -> {
            if (host.equals("receiver.test")) {
              return List.of(InetAddress.ofLiteral("127.0.0.1"));
            }
            throw new UnknownHostException(host);
          },
          "1.2.3");

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void sendsTheBytesAndReturnsTheAnswer() throws Exception {
    var body = new StringBuilder();
    try (var server =
        new ScriptedServer(
            visit -> {
              body.append(visit.body(BODY.length));
              ScriptedServer.answer("HTTP/1.1 202 Accepted", "thanks").play(visit);
            })) {
      URI to = URI.create("http://receiver.test:" + server.port() + "/hook?a=b#part");
      var headers = Map.of("Content-Type", "application/json", "Runflow-Request-Id", "r-1");
      assertThat(client.post(ORG, to, headers, BODY, LONG))
          .isInstanceOfSatisfying(
              PostResult.Answered.class,
              answered -> {
                assertThat(answered.status()).isEqualTo(202);
                assertThat(answered.bodyExcerpt()).isEqualTo("thanks");
                assertThat(answered.took()).isPositive().isLessThan(LONG);
              });
      assertThat(server.heads.take().lines())
          .startsWith("POST /hook?a=b HTTP/1.1")
          .contains(
              "Host: receiver.test:" + server.port(),
              "Content-Type: application/json",
              "Runflow-Request-Id: r-1",
              "Content-Length: " + BODY.length,
              "User-Agent: Runflow/1.2.3")
          .noneMatch(line -> line.matches("(?i)(upgrade|accept-encoding|cookie):.*"));
      assertThat(body).hasToString(new String(BODY, UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) throws Exception {
    try (var target = new ScriptedServer(ScriptedServer.answer(OK, ""));
        var server =
            new ScriptedServer(
                ScriptedServer.redirect(status, target.uri("127.0.0.1").toString()))) {
      assertThat(status(post(server, LONG))).isEqualTo(status);
      assertThat(target.heads).isEmpty();
    }
  }

  @Test
  void keepsNoCookieAndAnswersNoChallenge() throws Exception {
    try (var server =
        new ScriptedServer(
            ScriptedServer.answer(
                "HTTP/1.1 401 No\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic realm=x", ""))) {
      assertThat(status(post(server, LONG))).isEqualTo(401);
      assertThat(status(post(server, LONG))).isEqualTo(401);
      server.heads.take();
      assertThat(server.heads.take()).doesNotContainIgnoringCase("cookie", "authorization");
      assertThat(server.heads).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y", "Content-Length: 9000000000"})
  void readsOnlyTheBeginningOfAnEndlessBodyAndHangsUp(String framing) throws Exception {
    try (var server =
        new ScriptedServer(
            visit -> {
              visit.send(OK + "\r\n" + framing + "\r\n\r\n");
              visit.flood();
            })) {
      PostResult result = post(server, LONG);
      assertThat(result.took()).isLessThan(SOON);
      assertThat(((PostResult.Answered) result).bodyExcerpt())
          .isEqualTo("x".repeat(GuardedClient.EXCERPT_BYTES));
      assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void unpacksNothing() throws Exception {
    try (var server =
        new ScriptedServer(
            ScriptedServer.answer(OK + "\r\nContent-Encoding: gzip", "not gzip at all"))) {
      assertThat(((PostResult.Answered) post(server, LONG)).bodyExcerpt())
          .isEqualTo("not gzip at all");
    }
  }

  @Test
  void readsBrokenUtf8Leniently() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.answer(OK, "a\u00ffb"))) {
      assertThat(((PostResult.Answered) post(server, LONG)).bodyExcerpt()).isEqualTo("a\ufffdb");
    }
  }

  @Test
  void aHangingReceiverIsTimedOutAndCut() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.Visit::hang)) {
      PostResult result = post(server, SHORT);
      assertNoAnswer(result, Trouble.TIMEOUT, "host `127.0.0.1` did not answer within 0.3 s");
      assertThat(result.took()).isBetween(SHORT, SOON);
      assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aReceiverThatDripsItsHeadersIsCutAtTheDeadline() throws Exception {
    try (var server =
        new ScriptedServer(
            visit -> {
              visit.send(OK + "\r\nX: ");
              visit.drip("y");
            })) {
      PostResult result = post(server, SHORT);
      assertNoAnswer(result, Trouble.TIMEOUT, "did not answer within");
      assertThat(result.took()).isLessThan(SOON);
      assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aReceiverThatDripsItsBodyIsCutAndItsStatusCounts() throws Exception {
    try (var server =
            new ScriptedServer(
                visit -> {
                  visit.send("HTTP/1.1 204 Fine\r\nContent-Length: 0\r\n\r\n");
                  visit.drip("y");
                });
        var dripping =
            new ScriptedServer(
                visit -> {
                  visit.send(OK + "\r\n\r\n");
                  visit.drip("y");
                })) {
      assertThat(status(post(server, LONG))).isEqualTo(204);
      PostResult result = post(dripping, ENOUGH_FOR_A_HEAD);
      assertThat(status(result)).isEqualTo(200);
      assertThat(((PostResult.Answered) result).bodyExcerpt()).containsPattern("^y+$");
      assertThat(result.took()).isLessThan(SOON);
      assertThat(dripping.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aDroppedConnectionAndNonsenseAreProtocolTrouble() throws Exception {
    try (var dropping = new ScriptedServer(visit -> {});
        var nonsense = new ScriptedServer(visit -> visit.send("SSH-2.0-OpenSSH\r\n".repeat(50)));
        var headers =
            new ScriptedServer(visit -> visit.send(OK + "\r\n" + "A: b\r\n".repeat(200) + "\r\n"));
        var line =
            new ScriptedServer(visit -> visit.send(OK + "\r\nA: " + "b".repeat(20_000) + "\r\n"))) {
      for (ScriptedServer server : List.of(dropping, nonsense, headers, line)) {
        assertNoAnswer(post(server, LONG), Trouble.PROTOCOL, "host `127.0.0.1` closed");
        assertThat(server.heads).hasSize(1);
      }
    }
  }

  @Test
  void aClosedPortAndAnUnknownNameAreTheirOwnTroubles() throws Exception {
    assertNoAnswer(
        post(URI.create("http://receiver.test:1/"), LONG),
        Trouble.CONNECT,
        "host `receiver.test` refuses connections on port 1");
    assertNoAnswer(
        post(URI.create("http://nowhere.test/"), LONG),
        Trouble.DNS,
        "host `nowhere.test` does not resolve");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:pw@127.0.0.1/",
        "http://10.0.0.1/",
        "http://167772161/",
        "ftp://receiver.test/",
        "http://metadata.google.internal/",
      })
  void forbiddenPlacesAreRefusedWithoutALookup(String url) throws Exception {
    assertNoAnswer(post(URI.create(url), LONG), Trouble.REFUSED_BY_POLICY, "must");
  }

  @Test
  void aLookupThatNeverEndsIsCutAtTheDeadline() throws Exception {
    var forever = new CountDownLatch(1);
    HostResolver stuck =
        host -> {
          awaitUninterrupted(forever);
          return List.of();
        };
    try (var slow = new GuardedClient(OutboundRules.strict(), stuck, "1")) {
      PostResult result = slow.post(ORG, URI.create("http://a.test/"), Map.of(), BODY, SHORT);
      assertNoAnswer(result, Trouble.TIMEOUT, "host `a.test` did not answer within 0.3 s");
      assertThat(result.took()).isLessThan(SOON);
    } finally {
      forever.countDown();
    }
  }

  @Test
  void anInterruptedCallerLeavesAtOnceAndHangsUp() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.Visit::hang)) {
      var interrupted = new AtomicBoolean();
      Thread caller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      post(server, Duration.ofMinutes(5));
                    } catch (InterruptedException e) {
                      interrupted.set(true);
                    }
                  });
      server.heads.take();
      caller.interrupt();
      assertThat(caller.join(SOON)).isTrue();
      assertThat(interrupted).isTrue();
      assertThat(server.hungUp.poll(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aReceiverThatHoldsAllItsConnectionsStarvesNoOther() throws Exception {
    try (var hanging = new ScriptedServer(ScriptedServer.Visit::hang);
        var quick = new ScriptedServer(ScriptedServer.answer(OK, ""));
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<PostResult>>();
      for (int i = 0; i < Connections.PER_ROUTE; i++) {
        calls.add(callers.submit(() -> post(hanging, LONG)));
      }
      for (int i = 0; i < Connections.PER_ROUTE; i++) {
        hanging.heads.take();
      }
      assertThat(status(post(quick, LONG))).isEqualTo(200);
      assertNoAnswer(post(hanging, SHORT), Trouble.TIMEOUT, "still holds all 32 connections");
      calls.forEach(call -> call.cancel(true));
    }
  }

  @Test
  void closingCutsWhatIsInFlight() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.Visit::hang);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PostResult> call = callers.submit(() -> post(server, Duration.ofMinutes(5)));
      server.heads.take();
      client.close();
      assertNoAnswer(call.get(60, TimeUnit.SECONDS), Trouble.PROTOCOL, "closed the connection");
    }
  }

  private PostResult post(ScriptedServer server, Duration timeout) throws InterruptedException {
    return post(server.uri("127.0.0.1"), timeout);
  }

  private PostResult post(URI to, Duration timeout) throws InterruptedException {
    return client.post(ORG, to, Map.of(), BODY, timeout);
  }

  private static int status(PostResult result) {
    return switch (result) {
      case PostResult.Answered answered -> answered.status();
      case PostResult.NoAnswer none -> throw new AssertionError(none);
    };
  }

  private static void assertNoAnswer(PostResult result, Trouble kind, String words) {
    assertThat(result)
        .isInstanceOfSatisfying(
            PostResult.NoAnswer.class,
            none -> {
              assertThat(none.kind()).isEqualTo(kind);
              assertThat(none.message()).contains(words).doesNotContain("Exception", "pw");
            });
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException ignored) {
        // As deaf as the operating system's resolver.
      }
    }
  }
}
