package runflow.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One kept HTTP/1.1 connection that costs as little as possible: requests are bytes made before, of
 * an answer only status and body are found. Used by one thread.
 */
final class Connection implements AutoCloseable {
  private static final int LARGEST_ANSWER = 1 << 20;

  private final SocketChannel channel;
  private final Message last = new Message(LARGEST_ANSWER);

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  static Connection open(URI server) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new Connection(channel);
  }

  /**
   * Sends a request and reads its answer to the end.
   *
   * @return the status
   */
  int exchange(byte[] request) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    if (!last.read(channel)) {
      throw new EOFException("the server closed the connection");
    }
    return last.status();
  }

  /** The body of the last answer. */
  String body() {
    return last.body();
  }

  /** The last answer as it came. */
  String answer() {
    return last.text();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
