package runflow.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A bare connection, for requests that no client library would send. */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  public static Wire to(String baseUrl) throws IOException {
    URI url = URI.create(baseUrl);
    var socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    return new Wire(socket);
  }

  public Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Says that nothing more comes, and reads the answer until the server closes. */
  public String finish() throws IOException {
    socket.shutdownOutput();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
