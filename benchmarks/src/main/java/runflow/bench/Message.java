package runflow.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP/1.1 message at a time, read from a channel at as little cost as possible: only the ends
 * of head and body are looked for. Used by one thread.
 */
final class Message {
  private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

  private final byte[] in;
  private final ByteBuffer buffer;
  private int searched;
  private int bodyStart;
  private int end;

  /**
   * @param largest message that can be read, in bytes
   */
  Message(int largest) {
    in = new byte[largest];
    buffer = ByteBuffer.wrap(in);
  }

  /**
   * Reads the next message to its end, in place of the last one.
   *
   * @return false if the channel ended before its first byte
   */
  boolean read(SocketChannel channel) throws IOException {
    buffer.clear();
    searched = 0;
    bodyStart = -1;
    do {
      if (channel.read(buffer) <= 0) {
        if (buffer.position() == 0) {
          return false;
        }
        throw new IOException("the message was cut off, or is too long: " + text());
      }
    } while (!complete());
    return true;
  }

  /** The status, if it is an answer. */
  int status() {
    return (in[9] - '0') * 100 + (in[10] - '0') * 10 + in[11] - '0';
  }

  /** The number that begins right after the first slash: of a request, its whole path. */
  int number() {
    int at = 0;
    while (in[at++] != '/') {}
    int number = 0;
    for (; in[at] >= '0' && in[at] <= '9'; at++) {
      number = number * 10 + in[at] - '0';
    }
    return number;
  }

  String body() {
    return new String(in, bodyStart, end - bodyStart, StandardCharsets.UTF_8);
  }

  /** All that came. */
  String text() {
    return new String(in, 0, buffer.position(), StandardCharsets.UTF_8);
  }

  private boolean complete() throws IOException {
    if (bodyStart < 0) {
      bodyStart = endOfHead(Math.max(0, searched - 3));
      searched = buffer.position();
      if (bodyStart < 0) {
        return false;
      }
      end = bodyStart + bodyLength();
    }
    if (buffer.position() > end) {
      throw new IOException("the message is longer than it says: " + text());
    }
    return buffer.position() == end;
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
    throw new IOException("the message has no Content-Length: " + text());
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
}
