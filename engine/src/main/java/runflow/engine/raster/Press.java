package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills plates from paints, band by band, so that no colour picture of the whole plate ever exists.
 * What is hidden is left black and opaque, unless its paint calls it blank. Safe to share.
 */
final class Press {
  /** Across and down, in samples from the middle: one point, two, and a turned square of four. */
  private static final float[][] POINTS = {
    {0, 0},
    {-0.25f, -0.25f, 0.25f, 0.25f},
    {-0.375f, -0.125f, 0.125f, -0.375f, 0.375f, 0.125f, -0.125f, 0.375f}
  };

  /** Rows that one thread fills at a time. */
  private static final int BAND = 96;

  private final Tone tone;
  private final @Nullable Outlook outlook;

  /** A press that paints all of each plate. */
  Press(Tone tone) {
    this(tone, null);
  }

  /** A press that paints only what is ever seen, if that is known. */
  Press(Tone tone, @Nullable Outlook outlook) {
    this.tone = tone;
    this.outlook = outlook;
  }

  /** An opaque plate. */
  Plate opaque(Region region, float depth, Paint paint) throws InterruptedException {
    return fill(new Plate(seen(region, depth), depth, false), 1, paint);
  }

  /** A plate with alpha. */
  Plate clear(Region region, float depth, Paint paint) throws InterruptedException {
    return fill(new Plate(seen(region, depth), depth, true), 1, paint);
  }

  /** The part of a region that is ever seen. */
  Region seen(Region region, float depth) {
    return outlook == null ? region : outlook.seen(region, depth);
  }

  /**
   * Fills a plate from one point for each of its samples, and from all of two or four where a
   * sample differs from one beside it.
   */
  Plate fill(Plate plate, int points, Paint paint) throws InterruptedException {
    var task = new Band.Task(paint, tone, POINTS[points / 2], hidden(plate));
    new Band(plate, task).fill(0, plate.region.height());
    return plate.done();
  }

  /** The same on two threads, from paints that are alike. */
  Plate fillTogether(Plate plate, int points, Supplier<Paint> paints) throws InterruptedException {
    Hidden hidden = hidden(plate);
    List<Callable<Plate>> bands = new ArrayList<>();
    for (int top = 0; top < plate.region.height(); top += BAND) {
      int first = top;
      int end = Math.min(plate.region.height(), top + BAND);
      bands.add(
          () -> {
            var task = new Band.Task(paints.get(), tone, POINTS[points / 2], hidden);
            new Band(plate, task).fill(first, end);
            return plate;
          });
    }
    Together.run(bands);
    return plate.done();
  }

  private Hidden hidden(Plate plate) {
    return outlook == null ? new Hidden(plate.region) : outlook.hidden(plate.region, plate.depth);
  }
}
