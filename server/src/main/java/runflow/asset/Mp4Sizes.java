package runflow.asset;

import runflow.asset.VideoHeader.Unusable;

/**
 * How many bytes each sample of a track has.
 *
 * @param count of samples
 * @param each what every sample has; 0 if a table tells
 * @param bits of an entry of the table: 4, 8, 16 or 32
 */
record Mp4Sizes(Mp4Box box, long count, long each, int bits) {
  private static final int TABLE_AT = 12;

  /** Reads an {@code stsz} or {@code stz2} box. */
  static Mp4Sizes read(Mp4Box box) throws Unusable {
    boolean compact = box.type().equals("stz2");
    long count = box.u32(8);
    long each = compact ? 0 : box.u32(4);
    int bits = compact ? box.u8(7) : 32;
    if (bits != 4 && bits != 8 && bits != 16 && bits != 32) {
      throw Unusable.damaged("the sizes in its `stz2` box have %d bits".formatted(bits));
    }
    if (each == 0 && (count * bits + 7) / 8 > box.length() - TABLE_AT) {
      throw Unusable.damaged(
          "its `%s` box is too short for the sizes of %d samples".formatted(box.type(), count));
    }
    return new Mp4Sizes(box, count, each, bits);
  }

  /**
   * The bytes of some samples.
   *
   * @param first from 0; with {@code samples} within the count
   */
  long sum(long first, long samples) throws Unusable {
    if (each > 0) {
      return Math.multiplyExact(each, samples);
    }
    long sum = 0;
    for (long i = first; i < first + samples; i++) {
      sum += size((int) i);
    }
    return sum;
  }

  private long size(int i) throws Unusable {
    return switch (bits) {
      case 4 -> (box.u8(TABLE_AT + i / 2) >> (i % 2 == 0 ? 4 : 0)) & 15;
      case 8 -> box.u8(TABLE_AT + i);
      case 16 -> box.u16(TABLE_AT + 2 * i);
      default -> box.u32(TABLE_AT + 4 * i);
    };
  }
}
