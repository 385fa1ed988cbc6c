package runflow.engine;

import java.io.IOException;
import java.util.Arrays;

/** One prefix code of a lossless WebP stream. Immutable. */
final class LosslessCode {
  private static final int LONGEST = 15;
  private static final int QUICK = 8;
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  /** Symbols by length, then by number. */
  private final short[] symbols;

  private final int[] counts = new int[LONGEST + 1];

  /** Length and symbol for each possible start; 0 where the code is longer. */
  private final int[] quick;

  private final int quickBits;

  private LosslessCode(int[] lengths, int number) throws IOException {
    int used = 0;
    int longest = 0;
    for (int i = 0; i < number; i++) {
      if (lengths[i] > 0) {
        counts[lengths[i]]++;
        used++;
        longest = Math.max(longest, lengths[i]);
      }
    }
    symbols = new short[used];
    quickBits = used < 2 ? 0 : Math.min(QUICK, longest);
    quick = new int[1 << quickBits];
    int[] next = new int[LONGEST + 2];
    for (int length = 1; length <= LONGEST; length++) {
      next[length + 1] = next[length] + counts[length];
    }
    for (int i = 0; i < number; i++) {
      if (lengths[i] > 0) {
        symbols[next[lengths[i]]++] = (short) i;
      }
    }
    if (used == 0) {
      throw new IOException("a code has no symbol");
    }
    if (used == 1) {
      quick[0] = symbols[0] & 0xffff;
    } else {
      fill();
    }
  }

  /** Enters all short codes; a code that leaves room or has too many members is refused. */
  private void fill() throws IOException {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int k = 0; k < counts[length]; k++, code++, index++) {
        if (code >>> length != 0) {
          throw new IOException("a code has too many symbols");
        }
        if (length <= quickBits) {
          int start = Integer.reverse(code) >>> (32 - length);
          for (int slot = start; slot < quick.length; slot += 1 << length) {
            quick[slot] = length << 16 | (symbols[index] & 0xffff);
          }
        }
      }
      code <<= 1;
    }
    if (code != 1 << (LONGEST + 1)) {
      throw new IOException("a code has too few symbols");
    }
  }

  /** How many numbers its tables take. */
  int size() {
    return symbols.length / 2 + counts.length + quick.length;
  }

  /** Reads a code over an alphabet of {@code number} symbols. */
  static LosslessCode read(LosslessBits bits, int number) throws IOException {
    int[] lengths = new int[Math.max(256, number)];
    if (bits.read(1) == 1) {
      boolean two = bits.read(1) == 1;
      lengths[bits.read(bits.read(1) == 1 ? 8 : 1)] = 1;
      if (two) {
        lengths[bits.read(8)] = 1;
      }
      return new LosslessCode(lengths, Math.max(256, number));
    }
    int[] first = new int[ORDER.length];
    int given = 4 + bits.read(4);
    for (int i = 0; i < given; i++) {
      first[ORDER[i]] = bits.read(3);
    }
    LosslessCode code = new LosslessCode(first, first.length);
    int most = bits.read(1) == 0 ? number : 2 + bits.read(2 + 2 * bits.read(3));
    lengths(bits, code, lengths, number, most);
    return new LosslessCode(lengths, number);
  }

  private static void lengths(
      LosslessBits bits, LosslessCode code, int[] lengths, int number, int most)
      throws IOException {
    int before = 8;
    int i = 0;
    for (int left = most; i < number && left > 0; left--) {
      int said = code.next(bits);
      if (said < 16) {
        lengths[i++] = said;
        before = said == 0 ? before : said;
      } else {
        int value = said == 16 ? before : 0;
        int times =
            said == 16 ? 3 + bits.read(2) : said == 17 ? 3 + bits.read(3) : 11 + bits.read(7);
        if (i + times > number) {
          throw new IOException("a code repeats beyond its alphabet");
        }
        Arrays.fill(lengths, i, i + times, value);
        i += times;
      }
    }
  }

  /** The next symbol. */
  int next(LosslessBits bits) throws IOException {
    int ahead = bits.peek();
    int hit = quick[ahead & (quick.length - 1)];
    if (hit != 0 || quickBits == 0) {
      bits.skip(hit >>> 16);
      return hit & 0xffff;
    }
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code |= (ahead >>> (length - 1)) & 1;
      int count = counts[length];
      if (code - count < first) {
        bits.skip(length);
        return symbols[index + code - first] & 0xffff;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new IOException("no symbol has this code");
  }
}
