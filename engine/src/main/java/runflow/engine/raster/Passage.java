package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;

/**
 * Figures that move through a scene, or stand in it: across, away, along rails, through the air.
 */
final class Passage {
  /** How many times as far away as a slow one a fast figure crosses at its full pace. */
  private static final float EASILY = 2.2f;

  /** How far from the middle of the picture a locomotive is at most at first, in its widths. */
  private static final float AT_FIRST = 0.46f;

  /** How much nearer than it looks best a figure may cross, to be seen. */
  private static final float NEARER = 0.88f;

  /** What is free over the highest balloon, in heights of the picture. */
  private static final float UNDER_THE_EDGE = 0.07f;

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

  /**
   * The distance at which a figure crosses: the farther, the faster it is, and where most of its
   * way can be seen.
   */
  float crossing(Figure figure, float nearest) {
    Puppet puppet = troupe.sideways(figure, 0);
    if (figure == Figure.CAMEL) {
      float wished = Math.max(footing.nearest(), NEARER * nearest);
      return Caravan.of(lens, footing, row(puppet), wished).distance;
    }
    float times = Crossing.farther(lens, way(puppet, nearest), EASILY);
    Crossing way = crossing(puppet, nearest * times);
    float sunk = sinks(figure) / Stage.METRES;
    var stretch = new Footing.Stretch(way.at(0), way.at(1), sunk);
    return footing.seen(nearest * times, NEARER * nearest, stretch);
  }

  /** Somebody who crosses the picture alone. */
  void cross(Figure figure, Stage.Slice slice, float distance) {
    Puppet puppet = troupe.sideways(figure, 0);
    Crossing way = crossing(puppet, distance);
    float unit = stage.unit(distance);
    float[] rows = footing.smoothed(distance);
    Actor.Track track =
        t -> {
          float x = way.at(t / stage.life);
          return new Easel.Stand(x, footing.at(rows, x), unit, facing());
        };
    stage.add(way.paced(puppet, 0), track, slice, distance);
  }

  /** Several who cross the picture in a row. */
  void caravan(Figure figure, Stage.Slice slice, float distance) {
    Puppet puppet = troupe.sideways(figure, 0);
    Caravan caravan = new Caravan(lens, footing, row(puppet), distance);
    Crossing way = crossing(puppet, distance);
    for (int i = 0; i < caravan.row.count(); i++) {
      int number = i;
      Actor.Track track = t -> caravan.at(number, t / stage.life);
      stage.add(way.paced(puppet, 0.37f * number), track, slice, distance);
    }
  }

  private Caravan.Row row(Puppet puppet) {
    return Caravan.Row.of(lens, puppet.speed() * stage.life, facing());
  }

  private Crossing crossing(Puppet puppet, float distance) {
    return Crossing.of(lens, way(puppet, distance) * facing(), stage.free());
  }

  /** Columns that somebody goes at a distance. */
  private float way(Puppet puppet, float distance) {
    return puppet.speed() * stage.life * stage.unit(distance);
  }

  /** Where those who cross go: 1 to the right, -1 to the left. */
  private float facing() {
    return Maths.hash(draw, 52) < 0.5f ? -1 : 1;
  }

  /** Metres of a figure's feet that the ground may hide. */
  private static float sinks(Figure figure) {
    return switch (figure) {
      case HORSE, CAMEL, DEER, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT -> 0.09f;
      case ASTRONAUT, WALKER, CAR, BIRDS, BOAT, WHALE, TREE, PALM, TRAIN -> 0;
      case HOUSE, LIGHTHOUSE, LANDER, CAMPFIRE, BALLOON -> 0;
    };
  }

  /** Somebody who walks away from the camera. */
  void leave(Figure figure, Stage.Slice slice, float wished) {
    Puppet puppet = troupe.leaving(figure);
    float length = puppet.speed() * stage.life / Stage.METRES;
    Departure way = Departure.of(lens, footing, wished, length, stage.free());
    Actor.Track track =
        t -> {
          float u = Maths.clamp(t / stage.life);
          return new Easel.Stand(way.column, way.row(u), stage.unit(way.distance(u)), stage.free());
        };
    stage.add(puppet, track, slice, way.start);
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
    float before = Math.min(0.5f * Math.abs(way), AT_FIRST * lens.width());
    float from = lens.width() * (0.5f + 0.06f * facing) - before * facing;
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
    float[] across = {0.17f, -0.24f, 0.36f};
    float[] up = {0.02f, 0.13f, 0.03f};
    float middle = lens.width() * (0.5f + (birds ? 0.02f : across[n] * stage.free()));
    float y = lens.horizon() - lens.height() * (birds ? 0.24f : up[n]);
    float room = (y - UNDER_THE_EDGE * lens.height()) / Troupe.BALLOON;
    float unit = birds ? stage.unit(distance) : Math.min(stage.unit(distance), room);
    Crossing way = Crossing.of(lens, puppet.speed() * stage.life * unit * facing, 0);
    float beside = middle - 0.5f * lens.width();
    Actor.Track track = t -> new Easel.Stand(way.at(t / stage.life) + beside, y, unit, facing);
    stage.addFree(way.paced(puppet, 0), track, slice, distance);
  }
}
