package runflow.engine.raster;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The ground between two distances on its way to a plate: stretches of columns that may be filled
 * at once, each by a terrain of its own.
 */
final class Tract implements Making {
  /** Stretches of about as much work; more than threads, since they are not quite alike. */
  private static final int PARTS = 4;

  final Hidden hidden;
  final Pace pace;

  /** What the columns are written to. */
  final Plate plate;

  private final float depth;
  private final Supplier<Terrain> terrains;

  /** The highest row that any column of a stretch fills. */
  private final int[] highest = new int[PARTS];

  /**
   * Empty ground.
   *
   * @param hidden what is never seen of it
   * @param depth at which it moves
   * @param terrains make a terrain for each stretch
   */
  Tract(Hidden hidden, float depth, Pace pace, Supplier<Terrain> terrains) {
    this.depth = depth;
    this.terrains = terrains;
    this.hidden = hidden;
    this.pace = pace;
    plate = new Plate(hidden.region, depth, true);
  }

  /**
   * How ground is looked at.
   *
   * @param distances from near to far
   * @param sparse whether only every other column is
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pace(float[] distances, boolean sparse) {}

  @Override
  public List<Callable<Plate>> parts() {
    return IntStream.range(0, PARTS).mapToObj(this::part).toList();
  }

  private Callable<Plate> part(int number) {
    return () -> {
      highest[number] = terrains.get().fill(this, start(number), start(number + 1));
      return plate;
    };
  }

  /** The first column of a part, at the edge of a tile. */
  private int start(int part) {
    int width = plate.region.width();
    int tiles = (width + Columns.TILE - 1) / Columns.TILE;
    return Math.min(width, tiles * part / PARTS * Columns.TILE);
  }

  /** The finished plate, without the empty rows over the highest ground. */
  @Override
  public Plate plate() {
    int top = Arrays.stream(highest).min().orElse(0);
    int cut = Math.max(0, top - 2) & ~1;
    return plate.cropped(Math.min(cut, plate.region.height() - 2), depth);
  }
}
