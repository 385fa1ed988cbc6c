package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;

/**
 * Figures that move through a scene, or stand in it: across, away, along rails, through the air.
 */
final class Passage {
  /** What a way may take of the picture's width. */
  private static final float ACROSS = 0.9f;

  /** How many times as far as a slow one a fast figure crosses at most, in a wide picture. */
  private static final float FAR_WIDE = 1.8f;

  /** The same in a tall picture. */
  private static final float FAR_TALL = 2.5f;

  private final Stage stage;
  private final Lens lens;
  private final Footing footing;
  private final Troupe troupe;
  private final int draw;

  /**
   * Ways on a stage.
   *
   * @param draw a number from the seed
   */
  Passage(Stage stage, Troupe troupe, int draw) {
    this.stage = stage;
    lens = stage.lens;
    footing = stage.footing;
    this.troupe = troupe;
    this.draw = draw;
  }

  /** Somebody who crosses the picture, the {@code n}th of several in a row. */
  void cross(Figure figure, Stage.Slice slice, float wished, int n) {
    Puppet puppet = troupe.sideways(figure, n);
    float facing = Maths.hash(draw, 52) < 0.5f ? -1 : 1;
    float way = puppet.speed() * stage.life * stage.unit(wished) * facing;
    float middle = middle(Math.abs(way)) - n * 3.9f * stage.unit(wished) * facing;
    float from = middle - way / 2;
    float lead = from + n * 3.9f * stage.unit(wished) * facing;
    float sunk = sinks(figure) / Stage.METRES;
    float d = footing.seen(wished, lead, lead + way, sunk) * (1 + 0.015f * n);
    float unit = stage.unit(d);
    float[] rows = footing.smoothed(d);
    float phase = n * 0.37f;
    Actor.Track track =
        t -> {
          float x = from + way * t / stage.life;
          return new Easel.Stand(x, footing.at(rows, x), unit, facing);
        };
    stage.add(shifted(puppet, phase), track, slice, d);
  }

  /** The distance at which a figure crosses: the farther, the faster it is, up to a limit. */
  float crossing(Figure figure, float nearest) {
    float speed = troupe.sideways(figure, 0).speed();
    float run = speed * stage.life * stage.unit(nearest) / (0.6f * lens.width());
    float most = lens.width() > lens.height() ? FAR_WIDE : FAR_TALL;
    return nearest * Math.min(most, Math.max(1, run));
  }

  /** Where the middle of a way is, so that it starts and ends in the picture if it can. */
  private float middle(float way) {
    float free = Math.max(0, 0.5f * (ACROSS * lens.width() - way));
    return lens.width() * 0.5f + Math.min(0.12f * lens.width(), free) * stage.free();
  }

  /** Metres of a figure's feet that the ground may hide. */
  private static float sinks(Figure figure) {
    return switch (figure) {
      case HORSE, CAMEL, DEER, WOLF, ELEPHANT -> 0.09f;
      case ASTRONAUT, WALKER, CAR, BIRDS, BOAT, WHALE, TREE, PALM, TRAIN -> 0;
      case HOUSE, LIGHTHOUSE, LANDER, CAMPFIRE, BALLOON -> 0;
    };
  }

  private static Puppet shifted(Puppet puppet, float phase) {
    return new Puppet() {
      @Override
      public void pose(float time, Sketch sketch) {
        puppet.pose(time + phase, sketch);
      }

      @Override
      public float speed() {
        return puppet.speed();
      }
    };
  }

  /** Somebody who walks away from the camera. */
  void leave(Figure figure, Stage.Slice slice, float wished) {
    Puppet puppet = troupe.leaving(figure);
    float x = lens.width() * (0.5f + 0.13f * stage.free());
    float start = footing.seen(wished, x - 1, x + 1);
    float way = puppet.speed() * stage.life / Stage.METRES;
    float[] rows = new float[Footing.COLUMNS + 1];
    for (int i = 0; i <= Footing.COLUMNS; i++) {
      rows[i] = footing.ground(x, start + way * i / Footing.COLUMNS);
    }
    Actor.Track track =
        t -> {
          float u = Maths.clamp(t / stage.life);
          float d = start + way * u;
          float y = footing.at(rows, u * lens.width());
          return new Easel.Stand(x, y, stage.unit(d), stage.free());
        };
    stage.add(puppet, track, slice, start);
  }

  /** Something that stays where it is. */
  void stand(Figure figure, Stage.Slice slice, float distance) {
    float x = lens.width() * (0.5f + stage.free() * 0.23f);
    float d = footing.seen(distance, x - 1, x + 1);
    Easel.Stand place = new Easel.Stand(x, footing.ground(x, d) + 1, stage.unit(d), -stage.free());
    stage.add(troupe.sideways(figure, 0), _ -> place, slice, d);
  }

  /** A train on a low bank. */
  void rails(Stage.Slice slice, float distance) {
    float row = lens.height();
    for (int i = 0; i <= 8; i++) {
      row = Math.min(row, footing.ground(lens.width() * i / 8f, distance));
    }
    Puppet puppet = troupe.sideways(Figure.TRAIN, 0);
    float facing = stage.free();
    float unit = stage.unit(distance);
    float bank = row - 0.3f * unit;
    float way = puppet.speed() * stage.life * unit * facing;
    float from = lens.width() * (0.5f + 0.06f * facing) - way / 2;
    Sketch dam = new Sketch();
    Troupe.bank().pose(0, dam);
    var stand = new Easel.Stand(lens.width() / 2f, bank, unit, 1);
    stage.bakeCovered(dam, stand, slice, distance);
    Actor.Track track = t -> new Easel.Stand(from + way * t / stage.life, bank, unit, facing);
    stage.add(puppet, track, slice, distance);
    stage.addPlume(Troupe.steam(), track, slice, distance);
  }

  /** Something in the air, the {@code n}th of several. */
  void fly(Figure figure, Stage.Slice slice, float distance, int n) {
    Puppet puppet = troupe.sideways(figure, n);
    boolean birds = figure == Figure.BIRDS;
    float facing = birds ? -stage.free() : stage.free();
    float unit = stage.unit(distance);
    float way = puppet.speed() * stage.life * unit * facing;
    float[] across = {0.17f, -0.24f, 0.36f};
    float[] up = {0.20f, 0.28f, 0.16f};
    float middle = lens.width() * (0.5f + (birds ? 0.02f : across[n] * stage.free()));
    float y = lens.horizon() - lens.height() * (birds ? 0.24f : up[n] - 0.13f);
    float from = middle - way / 2;
    Actor.Track track = t -> new Easel.Stand(from + way * t / stage.life, y, unit, facing);
    stage.addFree(puppet, track, slice, distance);
  }
}
