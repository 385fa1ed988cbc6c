package runflow.engine;

import java.nio.charset.StandardCharsets;

/** Numbers and names in the bytes of a file. */
final class Bytes {
  private Bytes() {}

  /** Whether a text stands at a place; false if the bytes end before it does. */
  static boolean has(byte[] b, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at > b.length - wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (b[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  static int u1(byte[] b, int at) {
    return b[at] & 255;
  }

  static int big2(byte[] b, int at) {
    return u1(b, at) << 8 | u1(b, at + 1);
  }

  static int big4(byte[] b, int at) {
    return big2(b, at) << 16 | big2(b, at + 2);
  }

  /** A number of up to four bytes, lowest first. */
  static int little(byte[] b, int at, int bytes) {
    int value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | u1(b, at + i);
    }
    return value;
  }
}
