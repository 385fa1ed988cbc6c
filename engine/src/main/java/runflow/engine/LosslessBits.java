package runflow.engine;

import java.io.EOFException;
import java.io.IOException;

/** Bits of a lossless WebP stream, lowest first. Not thread-safe. */
final class LosslessBits {
  private final byte[] bytes;
  private final int end;
  private int at;
  private long held;
  private int count;

  LosslessBits(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /**
   * A number of up to 24 bits.
   *
   * @throws EOFException if the stream has fewer
   */
  int read(int bits) throws IOException {
    int value = peek() & ((1 << bits) - 1);
    skip(bits);
    return value;
  }

  /** The next 24 bits or more, with zeros after the end; none is taken. */
  int peek() {
    while (count <= 48 && at < end) {
      held |= (bytes[at++] & 255L) << count;
      count += 8;
    }
    return (int) held;
  }

  /** Takes bits that were peeked at. */
  void skip(int bits) throws IOException {
    if (bits > count) {
      throw new EOFException("the picture's data ends early");
    }
    held >>>= bits;
    count -= bits;
  }
}
