package runflow.asset;

import java.util.ArrayList;
import java.util.List;
import runflow.asset.VideoHeader.Unusable;

/**
 * A box of an MP4 file, without its header: a part of bytes that lie in memory. Offsets count from
 * its start, and no read leaves it.
 *
 * @param type four characters
 * @param from where in the bytes it starts
 * @param to where it ends
 */
record Mp4Box(String type, byte[] bytes, int from, int to) {
  static final int SHORT_HEADER = 8;
  static final int LONG_HEADER = 16;

  /** Counts the boxes of a file, and stops a file that has too many. Not thread-safe. */
  static final class Count {
    private static final int MOST = 10_000;

    private int boxes;

    void add() throws Unusable {
      boxes++;
      if (boxes > MOST) {
        throw new Unusable("it has more than %d boxes".formatted(MOST));
      }
    }
  }

  /** A box's type as it may be shown. */
  static String name(byte[] bytes, int at) {
    StringBuilder name = new StringBuilder();
    for (byte b : List.of(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3])) {
      name.append(b >= ' ' && b <= '~' && b != '`' ? (char) b : '?');
    }
    return name.toString();
  }

  int length() {
    return to - from;
  }

  int u8(int at) throws Unusable {
    return (int) unsigned(at, 1);
  }

  int u16(int at) throws Unusable {
    return (int) unsigned(at, 2);
  }

  long u32(int at) throws Unusable {
    return unsigned(at, 4);
  }

  /** Eight bytes; negative if the highest bit is set. */
  long s64(int at) throws Unusable {
    return unsigned(at, 8);
  }

  private long unsigned(int at, int size) throws Unusable {
    if (at < 0 || at > length() - size) {
      throw Unusable.damaged("its `%s` box is too short for what it says it holds".formatted(type));
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | (bytes[from + at + i] & 0xFF);
    }
    return value;
  }

  /** How many entries a table has, if that many lie in the box. */
  int entries(int countAt, int tableAt, int size) throws Unusable {
    long count = u32(countAt);
    if (count * size > length() - tableAt) {
      throw Unusable.damaged(
          "its `%s` box says it has %d entries, but is too short for them".formatted(type, count));
    }
    return (int) count;
  }

  /** The boxes in this one, from an offset on. */
  List<Mp4Box> children(int start, Count count) throws Unusable {
    List<Mp4Box> children = new ArrayList<>();
    int at = start;
    while (at < length()) {
      count.add();
      long size = u32(at);
      int header = SHORT_HEADER;
      if (size == 1) {
        size = s64(at + SHORT_HEADER);
        header = LONG_HEADER;
      } else if (size == 0) {
        size = (long) length() - at;
      }
      if (size < header || size > length() - at) {
        throw Unusable.damaged(
            "a box in its `%s` box has a size of %d, with %d bytes there"
                .formatted(type, size, length() - at));
      }
      String name = name(bytes, from + at + 4);
      children.add(new Mp4Box(name, bytes, from + at + header, from + at + (int) size));
      at += (int) size;
    }
    return children;
  }
}
