package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The socket before anything is served from it. */
class HttpListenerTest {
  @Test
  void aBurstOfConnectionsWaitsToBeAccepted() throws Exception {
    List<Socket> burst = new ArrayList<>();
    try (var listener =
        HttpListener.bind("127.0.0.1", 0, Optional.empty(), Optional.empty(), Duration.ZERO)) {
      int port = URI.create(listener.localUrl()).getPort();
      for (int i = 0; i < 300; i++) {
        var socket = new Socket();
        burst.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
      }
      assertThat(burst).allMatch(Socket::isConnected);
    } finally {
      for (Socket socket : burst) {
        socket.close();
      }
    }
  }
}
