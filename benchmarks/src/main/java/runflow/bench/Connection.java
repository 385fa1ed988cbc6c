package runflow.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One kept HTTP/1.1 connection that costs as little as possible: requests are bytes made before, of
 * an answer only status and body are found. Used by one thread.
 */
final class Connection implements AutoCloseable {
  private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int LARGEST_ANSWER = 1 << 20;

  private final SocketChannel channel;
  private final byte[] in = new byte[LARGEST_ANSWER];
  private final ByteBuffer buffer = ByteBuffer.wrap(in);
  private int bodyStart;

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
    buffer.clear();
    int searched = 0;
    do {
      fill();
      bodyStart = endOfHead(Math.max(0, searched - 3));
      searched = buffer.position();
    } while (bodyStart < 0);
    int end = bodyStart + bodyLength();
    while (buffer.position() < end) {
      fill();
    }
    if (buffer.position() > end) {
      throw new IOException("the answer is longer than it says: " + answer());
    }
    return (in[9] - '0') * 100 + (in[10] - '0') * 10 + in[11] - '0';
  }

  /** The body of the last answer. */
  String body() {
    return new String(in, bodyStart, buffer.position() - bodyStart, StandardCharsets.UTF_8);
  }

  /** The last answer as it came. */
  String answer() {
    return new String(in, 0, buffer.position(), StandardCharsets.UTF_8);
  }

  private void fill() throws IOException {
    if (channel.read(buffer) <= 0) {
      throw new EOFException("the server closed the connection, or its answer is too long");
    }
  }

  private int endOfHead(int from) {
    for (int i = from; i + 3 < buffer.position(); i++) {
      if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private int bodyLength() throws IOException {
    for (int i = 0; i < bodyStart - LENGTH.length; i++) {
      if (in[i] == '\n' && isLength(i)) {
        int length = 0;
        for (int at = i + LENGTH.length; in[at] != '\r'; at++) {
          if (in[at] != ' ') {
            length = length * 10 + in[at] - '0';
          }
        }
        return length;
      }
    }
    throw new IOException("the answer has no Content-Length: " + answer());
  }

  private boolean isLength(int at) {
    for (int i = 1; i < LENGTH.length; i++) {
      byte c = in[at + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
