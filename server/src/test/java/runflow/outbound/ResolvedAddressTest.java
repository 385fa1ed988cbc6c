package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.id.OrgId;

/**
 * The check sits in the resolver that the connection uses. 127.0.0.2 stands for a public address:
 * it is the only one allowed here. A second listener on 127.0.0.1, same port, must never be
 * visited.
 */
@Timeout(20)
class ResolvedAddressTest {
  private static final OrgId ORG = OrgId.create();
  private static final String OUTSIDE = "127.0.0.2";
  private static final String INSIDE = "127.0.0.1";
  private static final ScriptedServer.Script OK = ScriptedServer.answer("HTTP/1.1 200 OK", "hello");

  private final Queue<List<InetAddress>> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aNameThatChangesBetweenCheckAndConnectGainsNothing() throws Exception {
    answers.add(addresses(OUTSIDE));
    answers.add(addresses(INSIDE));
    try (var outside = new ScriptedServer(OUTSIDE, 0, OK);
        var inside = new ScriptedServer(INSIDE, outside.port(), OK);
        var client = client()) {
      assertThat(post(client, "rebind.test", outside.port()))
          .isInstanceOf(PostResult.Answered.class);
      assertThat(asked).hasValue(1);
      assertThat(outside.heads).hasSize(1);
      assertThat(inside.heads).isEmpty();

      assertThat(post(client, "rebind.test", outside.port()))
          .isInstanceOfSatisfying(
              PostResult.NoAnswer.class,
              none -> {
                assertThat(none.kind()).isEqualTo(Trouble.REFUSED_BY_POLICY);
                assertThat(none.message())
                    .isEqualTo(
                        "host `rebind.test` resolves to 127.0.0.1: 127.0.0.1 is a loopback address;"
                            + " an operator can allow it with the setting `outbound.allow`");
              });
      assertThat(asked).hasValue(2);
      assertThat(inside.connections()).isZero();
    }
  }

  @Test
  void oneForbiddenAddressRefusesTheWholeAnswer() throws Exception {
    answers.add(addresses(OUTSIDE, INSIDE));
    answers.add(addresses(INSIDE, OUTSIDE));
    try (var outside = new ScriptedServer(OUTSIDE, 0, OK);
        var inside = new ScriptedServer(INSIDE, outside.port(), OK);
        var client = client()) {
      for (int i = 0; i < 2; i++) {
        assertThat(post(client, "mixed.test", outside.port()))
            .isInstanceOf(PostResult.NoAnswer.class);
      }
      assertThat(outside.connections() + inside.connections()).isZero();
    }
  }

  @Test
  void anAddressIsCheckedWithoutAskingTheResolver() throws Exception {
    try (var inside = new ScriptedServer(INSIDE, 0, OK);
        var client = client()) {
      for (String spelling : List.of("127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "0x7f.1")) {
        assertThat(post(client, spelling, inside.port()))
            .isInstanceOfSatisfying(
                PostResult.NoAnswer.class,
                none -> assertThat(none.kind()).isEqualTo(Trouble.REFUSED_BY_POLICY));
      }
      assertThat(asked).hasValue(0);
      assertThat(inside.connections()).isZero();
    }
  }

  @Test
  void theProxyOfTheSystemIsNotUsed() throws Exception {
    answers.add(addresses(OUTSIDE));
    try (var proxy = new ScriptedServer(INSIDE, 0, OK);
        var outside = new ScriptedServer(OUTSIDE, 0, OK);
        var client = client()) {
      var system = ProxySelector.getDefault();
      ProxySelector.setDefault(new Everything(proxy.port()));
      try {
        assertThat(post(client, "direct.test", outside.port()))
            .isInstanceOf(PostResult.Answered.class);
      } finally {
        ProxySelector.setDefault(system);
      }
      assertThat(proxy.connections()).isZero();
    }
  }

  /** Sends every connection to a SOCKS proxy on this machine. */
  private static final class Everything extends ProxySelector {
    private final Proxy proxy;

    Everything(int port) {
      proxy =
          new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.ofLiteral(INSIDE), port));
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }

  private GuardedClient client() {
    return new GuardedClient(
        new OutboundRules(false, false, List.of(OUTSIDE)),
        host -> {
          asked.incrementAndGet();
          return answers.remove();
        },
        "1");
  }

  private static PostResult post(GuardedClient client, String host, int port)
      throws InterruptedException {
    URI to = URI.create("http://" + host + ":" + port + "/");
    return client.post(ORG, to, Map.of(), new byte[] {1}, Duration.ofSeconds(10));
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
  }
}
