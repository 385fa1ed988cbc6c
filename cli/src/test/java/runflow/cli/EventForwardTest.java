package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runflow.client.ListenedEvent;

/** Events on their way to a receiver that may be away. */
class EventForwardTest {
  private static final ListenedEvent EVENT =
      new ListenedEvent("e1", "run.failed", "{}", Map.of(), Optional.empty());

  private final StringWriter said = new StringWriter();

  @Test
  void aReceiverThatIsAwayIsLeftAloneAtTheEndSoThatTheServerIsAskedAgain() throws Exception {
    // It holds a port at which nobody listens.
    var nobody = new Socket();
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var address = (InetSocketAddress) nobody.getLocalSocketAddress();
    try (var forward = forwardTo(address)) {
      assertThat(forward.post(EVENT, in(Duration.ofMillis(500)))).isFalse();
      assertThat(said.toString()).contains("e1  no answer");
      nobody.close();
      HttpServer receiver = HttpServer.create(address, 0);
      receiver.createContext("/", exchange -> exchange.sendResponseHeaders(503, -1));
      receiver.start();
      try {
        assertThat(forward.post(EVENT, in(Duration.ofSeconds(60)))).isTrue();
        assertThat(forward.post(EVENT, in(Duration.ZERO))).as("its time is over").isFalse();
      } finally {
        receiver.stop(0);
      }
      assertThat(said.toString()).containsOnlyOnce("503 in ");
    }
  }

  private EventForward forwardTo(InetSocketAddress address) {
    var out = new PrintWriter(said, true);
    return new EventForward(
        URI.create("http://127.0.0.1:" + address.getPort()), new Terminal(out, out, false));
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }
}
