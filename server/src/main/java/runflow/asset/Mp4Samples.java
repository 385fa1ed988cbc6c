package runflow.asset;

import org.jspecify.annotations.Nullable;
import runflow.asset.VideoHeader.Unusable;

/**
 * Samples of one track, summed up.
 *
 * @param count how many
 * @param ticks how long they last, in units of the track's clock
 * @param end where in the file the last one ends; 0 if there is none
 */
record Mp4Samples(long count, long ticks, long end) {
  static final Mp4Samples NONE = new Mp4Samples(0, 0, 0);

  Mp4Samples and(Mp4Samples more) {
    return new Mp4Samples(
        Math.addExact(count, more.count),
        Math.addExact(ticks, more.ticks),
        Math.max(end, more.end));
  }

  /** The tables that an unfragmented file keeps of a track's samples. Not thread-safe. */
  static final class Tables {
    private @Nullable Mp4Box times;
    private @Nullable Mp4Sizes sizes;
    private @Nullable Mp4Box runs;
    private @Nullable Mp4Box chunks;

    void take(Mp4Box box) throws Unusable {
      switch (box.type()) {
        case "stts" -> times = box;
        case "stsz", "stz2" -> sizes = Mp4Sizes.read(box);
        case "stsc" -> runs = box;
        case "stco", "co64" -> chunks = box;
        default -> {}
      }
    }

    /**
     * Sums up.
     *
     * @throws ArithmeticException if a sum goes beyond 64 bits
     */
    Mp4Samples read() throws Unusable {
      if (times == null || sizes == null || runs == null || chunks == null) {
        throw Unusable.damaged("a track lacks one of `stts`, `stsz`, `stsc` and `stco`");
      }
      Mp4Samples timed = timed(times);
      if (timed.count != sizes.count()) {
        throw Unusable.damaged(
            "a track has %d samples by `stts` and %d by `stsz`"
                .formatted(timed.count, sizes.count()));
      }
      return new Mp4Samples(timed.count, timed.ticks, end(sizes, runs, chunks));
    }

    private static Mp4Samples timed(Mp4Box stts) throws Unusable {
      long count = 0;
      long ticks = 0;
      int entries = stts.entries(4, 8, 8);
      for (int i = 0; i < entries; i++) {
        long samples = stts.u32(8 + 8 * i);
        count = Math.addExact(count, samples);
        ticks = Math.addExact(ticks, Math.multiplyExact(samples, stts.u32(12 + 8 * i)));
      }
      return new Mp4Samples(count, ticks, 0);
    }

    private static long end(Mp4Sizes sizes, Mp4Box stsc, Mp4Box chunks) throws Unusable {
      boolean wide = chunks.type().equals("co64");
      int many = chunks.entries(4, 8, wide ? 8 : 4);
      int runs = stsc.entries(4, 8, 12);
      long end = 0;
      long sample = 0;
      int run = -1;
      for (int i = 0; i < many && sample < sizes.count(); i++) {
        // Chunks are counted from one; the first run must begin there.
        while (run + 1 < runs && stsc.u32(8 + 12 * (run + 1)) <= i + 1) {
          run++;
        }
        if (run < 0) {
          throw Unusable.damaged("its `stsc` box does not begin with the first chunk");
        }
        long offset = wide ? chunks.s64(8 + 8 * i) : chunks.u32(8 + 4 * i);
        if (offset < 0) {
          throw new ArithmeticException("an offset beyond 63 bits");
        }
        long samples = Math.min(stsc.u32(12 + 12 * run), sizes.count() - sample);
        end = Math.max(end, Math.addExact(offset, sizes.sum(sample, samples)));
        sample += samples;
      }
      if (sample < sizes.count()) {
        throw Unusable.damaged(
            "a track has %d samples, but its chunks hold %d".formatted(sizes.count(), sample));
      }
      return end;
    }
  }
}
