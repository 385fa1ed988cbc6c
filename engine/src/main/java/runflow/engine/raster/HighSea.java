package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Scene;

/**
 * A sea in a storm: rows of waves that come on and pass, each drawn over those behind it. Not
 * thread-safe.
 */
final class HighSea {
  /** Metres away of what floats, or stands, among the waves. */
  static final float AMONG = 34;

  /** Half of the width in metres of water that a rock among the waves keeps flat. */
  static final float LEE = 11;

  private static final int WAVES = 13;

  /** Metres from the camera of the nearest wave when it goes. */
  private static final float GONE = 1;

  /** Metres from the camera at which waves begin, flat. */
  static final float FARTHEST = WAVES * Roller.APART + GONE;

  /** Metres that waves come nearer in a second. */
  private static final float SPEED = 2.7f;

  private final Lens lens;
  private final List<Roller> rollers = new ArrayList<>();
  private final Breaker breaker;
  private final Spray spray;
  private final float pace;

  /** Unmoved column of a rock among the waves; far outside the picture if there is none. */
  private float rock = -1e6f;

  /** How bright lightning is. */
  private Glow.Gain flash = _ -> 0;

  /** How the camera moves what is among the waves, in the frame that is drawn. */
  private Parallax moved;

  /** The farthest wave that {@link #near} draws. */
  private int first;

  /** A sea whose waves are {@code most} metres high. */
  HighSea(Lens lens, Scene scene, float most) {
    this.lens = lens;
    float[][] colours = Breaker.colours(scene);
    breaker = new Breaker(lens, colours);
    spray = new Spray(lens, colours[Breaker.WHITE]);
    pace = scene.camera().pace().figures();
    for (int i = 0; i < WAVES; i++) {
      rollers.add(new Roller(lens, most));
    }
    moved = new Parallax(lens, 1, 0, 0);
  }

  /** Puts a rock at an unmoved column: waves break before it and rise again behind it. */
  void rock(float column) {
    rock = column;
  }

  /** Lets lightning show the waves, by how bright it is at a time. */
  void flash(Glow.Gain gain) {
    flash = gain;
  }

  /** The waves at least so many metres away, as an overlay that also moves them. */
  Overlay far(float from) {
    return (frame, view) -> {
      place(view);
      for (int i = 0; i < WAVES && rollers.get(i).distance >= from; i++) {
        draw(frame, rollers.get(i), view);
        first = i + 1;
      }
    };
  }

  /** The waves nearer than those of the last overlay. */
  Overlay near() {
    return (frame, view) -> {
      for (int i = first; i < WAVES; i++) {
        draw(frame, rollers.get(i), view);
      }
    };
  }

  /**
   * The unmoved row of the water at an unmoved column, as waves pass {@link #AMONG} metres away.
   */
  float row(float x) {
    Roller beyond = rollers.get(Math.max(0, first - 1));
    Roller nearer = rollers.get(Math.min(WAVES - 1, first));
    int column = Math.max(0, Math.min(lens.width() - 1, (int) moved.column(x)));
    float k = Maths.clamp((beyond.distance - AMONG) / Roller.APART);
    float middle = lens.horizon() + Roller.EYE * lens.focal() / AMONG;
    float lift =
        Maths.mix(
            (beyond.base - beyond.top[column]) / beyond.unit,
            (nearer.base - nearer.top[column]) / nearer.unit,
            k * k * (3 - 2 * k));
    return middle - lift * lens.focal() / AMONG;
  }

  /** Places the waves, the farthest first. */
  private void place(View view) {
    float travelled = view.time() * pace * SPEED / Roller.APART;
    int passed = Maths.floor(travelled);
    moved = Parallax.of(AMONG, lens, view);
    for (int i = 0; i < WAVES; i++) {
      int number = passed + WAVES - i;
      float away = (number - travelled) * Roller.APART + GONE;
      rollers.get(i).rock = moved.column(rock);
      rollers.get(i).place(number, away, view);
    }
    Roller nearer = null;
    for (Roller roller : rollers.reversed()) {
      roller.behind(nearer);
      nearer = roller;
    }
  }

  /** Draws what nearer waves leave free of a wave. */
  private void draw(Frame frame, Roller roller, View view) {
    breaker.start(roller, view.time() * pace, flash.at(view.time()));
    int end = roller.lastRow();
    for (int y = roller.firstRow(); y < end; y++) {
      int blocks = roller.blocks();
      for (int block = 0; block < blocks; block++) {
        int from = block;
        while (block < blocks && roller.shows(block, y)) {
          block++;
        }
        if (block > from) {
          int to = Math.min(lens.width(), block * Roller.BLOCK);
          breaker.row(frame, y, from * Roller.BLOCK, to);
        }
      }
    }
    spray.draw(frame, roller, view.time() * pace);
  }
}
