package runflow.asset;

import java.util.List;
import java.util.Optional;
import runflow.asset.VideoHeader.Unusable;

/** Reads what a fragment of an MP4 file says of one track. */
final class Mp4Fragment {
  private static final int BASE_GIVEN = 0x1;
  private static final int DESCRIPTION_GIVEN = 0x2;
  private static final int DURATION_GIVEN = 0x8;
  private static final int SIZE_GIVEN = 0x10;
  private static final int BASE_IS_MOOF = 0x20000;

  private static final int OFFSET_GIVEN = 0x1;
  private static final int FIRST_FLAGS_GIVEN = 0x4;
  private static final int DURATIONS = 0x100;
  private static final int SIZES = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION = 0x800;

  /** What a sample has where nothing else is said: length in ticks, size in bytes. */
  record Defaults(long duration, long size) {
    static final Defaults NONE = new Defaults(0, 0);
  }

  /**
   * Where in the file a fragment lies.
   *
   * @param moof its box
   * @param next the end of the samples of the track before
   */
  record Place(long moof, long next) {}

  private final Mp4Track track;
  private Defaults defaults;

  /** What offsets count from. */
  private long base;

  private long next;

  private Mp4Fragment(Mp4Track track, Place place) {
    this.track = track;
    defaults = track.defaults();
    base = place.next;
    next = place.next;
  }

  /**
   * Adds the samples of a {@code traf} box to its track, if there is such a track.
   *
   * @return where in the file the samples end
   * @throws ArithmeticException if a sum goes beyond 64 bits
   */
  static long add(Mp4Box traf, List<Mp4Track> tracks, Place place, Mp4Box.Count count)
      throws Unusable {
    Optional<Mp4Fragment> fragment = Optional.empty();
    for (Mp4Box box : traf.children(0, count)) {
      switch (box.type()) {
        case "tfhd" -> {
          long id = box.u32(4);
          fragment =
              tracks.stream()
                  .filter(track -> track.id() == id)
                  .findFirst()
                  .map(track -> new Mp4Fragment(track, place));
          if (fragment.isPresent()) {
            fragment.get().head(box, place);
          }
        }
        case "trun" -> {
          if (fragment.isPresent()) {
            fragment.get().run(box);
          }
        }
        default -> {}
      }
    }
    return fragment.map(f -> f.next).orElse(place.next);
  }

  private void head(Mp4Box tfhd, Place place) throws Unusable {
    long flags = tfhd.u32(0);
    int at = 8;
    if ((flags & BASE_GIVEN) != 0) {
      base = tfhd.s64(at);
      at += 8;
    } else if ((flags & BASE_IS_MOOF) != 0) {
      base = place.moof;
    }
    if (base < 0) {
      throw new ArithmeticException("an offset beyond 63 bits");
    }
    next = base;
    at += (flags & DESCRIPTION_GIVEN) != 0 ? 4 : 0;
    long duration = defaults.duration;
    if ((flags & DURATION_GIVEN) != 0) {
      duration = tfhd.u32(at);
      at += 4;
    }
    long size = (flags & SIZE_GIVEN) != 0 ? tfhd.u32(at) : defaults.size;
    defaults = new Defaults(duration, size);
  }

  private void run(Mp4Box trun) throws Unusable {
    long flags = trun.u32(0);
    int at = 8;
    if ((flags & OFFSET_GIVEN) != 0) {
      int signed = (int) trun.u32(at);
      next = Math.addExact(base, signed);
      at += 4;
    }
    at += (flags & FIRST_FLAGS_GIVEN) != 0 ? 4 : 0;
    int durationSize = (flags & DURATIONS) != 0 ? 4 : 0;
    int sizeSize = (flags & SIZES) != 0 ? 4 : 0;
    int row =
        durationSize
            + sizeSize
            + ((flags & FLAGS) != 0 ? 4 : 0)
            + ((flags & COMPOSITION) != 0 ? 4 : 0);
    long samples = trun.u32(4);
    if (row > 0) {
      trun.entries(4, at, row);
    }
    long ticks =
        durationSize > 0 ? column(trun, at, row) : Math.multiplyExact(samples, defaults.duration);
    long size =
        sizeSize > 0
            ? column(trun, at + durationSize, row)
            : Math.multiplyExact(samples, defaults.size);
    next = Math.addExact(next, size);
    track.add(new Mp4Samples(samples, ticks, samples > 0 ? next : 0));
  }

  /** The sum of one value of every sample of a run. */
  private static long column(Mp4Box trun, int at, int row) throws Unusable {
    long sum = 0;
    long samples = trun.u32(4);
    for (int i = 0; i < samples; i++) {
      sum += trun.u32(at + i * row);
    }
    return sum;
  }
}
