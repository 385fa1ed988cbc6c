package runflow.asset;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import runflow.asset.VideoHeader.Unusable;

/**
 * Walks once over the outermost boxes of an MP4 file. Only the index is held in memory, of which
 * each box is bounded; no box is opened but those that are known, and these lie at most seven deep.
 * Not thread-safe.
 */
final class Mp4File {
  private static final int LARGEST_INDEX = 16 << 20;

  /** What may come before the box that says the file is an MP4. */
  private static final Set<String> FILLING = Set.of("free", "skip", "wide");

  private static final String NOT_ONE = "it is not an MP4";

  private final InputStream in;
  private final byte[] chunk = new byte[64 << 10];
  private final Mp4Box.Count count = new Mp4Box.Count();
  private long seen;
  private @Nullable Mp4Movie movie;

  /** The box that the file ends in the middle of. */
  private @Nullable String cut;

  /**
   * A box's header.
   *
   * @param start where in the file it lies
   * @param size of what follows it; empty if the box goes on to the end of the file
   */
  private record Head(String type, long start, Optional<Long> size) {}

  Mp4File(InputStream in) {
    this.in = in;
  }

  /** Reads the file to its end. */
  Mp4Movie read() throws IOException, Unusable {
    boolean typed = false;
    int boxes = 0;
    for (Head head = next(); head != null; head = next()) {
      boxes++;
      if (!typed) {
        typed = head.type.equals("ftyp");
        if (!typed && (boxes > 1 || !FILLING.contains(head.type))) {
          throw new Unusable(NOT_ONE);
        }
      }
      take(head);
      if (cut != null || head.size.isEmpty()) {
        break;
      }
    }
    if (!typed && cut == null) {
      throw new Unusable(NOT_ONE);
    }
    return whole();
  }

  private void take(Head head) throws IOException, Unusable {
    switch (head.type) {
      case "moov" -> {
        if (movie != null) {
          throw Unusable.damaged("it has two `moov` boxes");
        }
        Optional<Mp4Box> box = load(head);
        if (box.isPresent()) {
          movie = Mp4Movie.read(box.get(), count);
        }
      }
      case "moof" -> {
        if (movie == null) {
          throw Unusable.damaged("a `moof` box comes before its `moov` box");
        }
        Optional<Mp4Box> box = load(head);
        if (box.isPresent()) {
          movie.add(box.get(), head.start, count);
        }
      }
      default -> skip(head);
    }
  }

  private Mp4Movie whole() throws Unusable {
    if (movie != null && movie.end() > seen) {
      throw new Unusable(
          "the file is cut short: its samples need %d bytes and it has %d"
              .formatted(movie.end(), seen));
    }
    if (cut != null) {
      throw new Unusable("it ends in the middle of " + cut);
    }
    if (movie == null) {
      throw new Unusable("it has no `moov` box, which says what is in an MP4");
    }
    return movie;
  }

  /** The next header, or null where the file ends. */
  private @Nullable Head next() throws IOException, Unusable {
    long start = seen;
    byte[] bytes = new byte[Mp4Box.LONG_HEADER];
    int got = fill(bytes, 0, Mp4Box.SHORT_HEADER);
    if (got == 0) {
      return null;
    }
    if (got < Mp4Box.SHORT_HEADER) {
      return cutInHeader();
    }
    count.add();
    Mp4Box box = new Mp4Box(Mp4Box.name(bytes, 4), bytes, 0, bytes.length);
    long size = box.u32(0);
    if (size == 0) {
      return new Head(box.type(), start, Optional.empty());
    }
    int header = Mp4Box.SHORT_HEADER;
    if (size == 1) {
      if (fill(bytes, header, Mp4Box.LONG_HEADER - header) < Mp4Box.LONG_HEADER - header) {
        return cutInHeader();
      }
      size = box.s64(header);
      header = Mp4Box.LONG_HEADER;
    }
    if (size < header) {
      throw start == 0
          ? new Unusable(NOT_ONE)
          : Unusable.damaged("its `%s` box has a size of %d".formatted(box.type(), size));
    }
    return new Head(box.type(), start, Optional.of(size - header));
  }

  private @Nullable Head cutInHeader() throws Unusable {
    if (seen < Mp4Box.SHORT_HEADER) {
      throw new Unusable(NOT_ONE);
    }
    cut = "the header of a box";
    return null;
  }

  /** Reads a box into memory; empty if the file ends before it does. */
  private Optional<Mp4Box> load(Head head) throws IOException, Unusable {
    long size = head.size.orElse((long) LARGEST_INDEX + 1);
    if (head.size.isPresent() && size > LARGEST_INDEX) {
      throw tooLarge(head);
    }
    byte[] bytes = in.readNBytes((int) size);
    seen += bytes.length;
    if (bytes.length > LARGEST_INDEX) {
      throw tooLarge(head);
    }
    if (head.size.isPresent() && bytes.length < size) {
      cut = "its `%s` box".formatted(head.type);
      return Optional.empty();
    }
    return Optional.of(new Mp4Box(head.type, bytes, 0, bytes.length));
  }

  private static Unusable tooLarge(Head head) {
    return new Unusable(
        "its `%s` box is larger than the %d bytes that are read"
            .formatted(head.type, LARGEST_INDEX));
  }

  /** Reads over a box; a stream's own skip may go beyond its end unnoticed. */
  private void skip(Head head) throws IOException {
    long left = head.size.orElse(Long.MAX_VALUE);
    while (left > 0) {
      int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (n < 0) {
        break;
      }
      seen += n;
      left -= n;
    }
    if (left > 0 && head.size.isPresent()) {
      cut = "its `%s` box".formatted(head.type);
    }
  }

  private int fill(byte[] bytes, int at, int length) throws IOException {
    int n = in.readNBytes(bytes, at, length);
    seen += n;
    return n;
  }
}
