package runflow.engine;

/** The one thing that is read of a picture's EXIF: which way up it is. */
final class Exif {
  private Exif() {}

  /** The orientation, 1 to 8, that a TIFF directory tells; 1 if it is broken or tells none. */
  static int orientation(byte[] b, int from, int end) {
    int tiff = Bytes.has(b, from, "Exif\0\0") ? from + 6 : from;
    boolean little = Bytes.has(b, tiff, "II");
    if (tiff > end - 14 || !(little || Bytes.has(b, tiff, "MM"))) {
      return 1;
    }
    long offset = number(b, tiff + 4, 4, little) & 0xffffffffL;
    if (offset > end - tiff - 2L) {
      return 1;
    }
    int directory = tiff + (int) offset;
    int count = number(b, directory, 2, little);
    for (int i = 0; i < count && directory + 14 + i * 12 <= end; i++) {
      int entry = directory + 2 + i * 12;
      if (number(b, entry, 2, little) == 0x0112) {
        int value = number(b, entry + 8, 2, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  private static int number(byte[] b, int at, int bytes, boolean little) {
    if (little) {
      return Bytes.little(b, at, bytes);
    }
    return bytes == 2 ? Bytes.big2(b, at) : Bytes.big4(b, at);
  }
}
