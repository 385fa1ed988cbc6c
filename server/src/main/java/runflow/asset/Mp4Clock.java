package runflow.asset;

import runflow.asset.VideoHeader.Unusable;

/**
 * A clock of an MP4 file and a length in its units.
 *
 * @param rate units in a second; 0 if there is no clock
 * @param length 0 if it is not known
 */
record Mp4Clock(long rate, long length) {
  static final Mp4Clock UNKNOWN = new Mp4Clock(0, 0);

  private static final long NOT_KNOWN = 0xFFFF_FFFFL;

  /** Reads an {@code mvhd} or {@code mdhd} box, which start alike. */
  static Mp4Clock read(Mp4Box box) throws Unusable {
    boolean wide = box.u8(0) == 1;
    long rate = box.u32(wide ? 20 : 12);
    long length = wide ? box.s64(24) : box.u32(16);
    if (rate == 0) {
      throw Unusable.damaged("the clock in its `%s` box stands still".formatted(box.type()));
    }
    boolean known = length > 0 && (wide || length != NOT_KNOWN);
    return new Mp4Clock(rate, known ? length : 0);
  }

  double seconds() {
    return seconds(length);
  }

  /** A number of units in seconds; 0 without a clock. */
  double seconds(long units) {
    return rate == 0 ? 0 : (double) units / rate;
  }
}
