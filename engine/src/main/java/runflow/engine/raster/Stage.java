package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Move;
import runflow.engine.scene.Place;
import runflow.engine.scene.Relief;
import runflow.engine.scene.Scene;

/** Puts the figures of a scene on natural ground, each at its distance and in its light. */
final class Stage {
  /** Metres in a unit of the ground. */
  static final float METRES = 2.35f;

  private final Scene scene;
  private final Lens lens;
  private final Terrain terrain;
  private final Footing footing;
  private final Backdrop backdrop;
  private final Troupe troupe;
  private final int draw;
  private final float seconds;

  /**
   * A stage on a ground.
   *
   * @param nearest distance before which there is water
   */
  Stage(Scene scene, Terrain terrain, Backdrop backdrop, long seed, float nearest) {
    this.scene = scene;
    this.backdrop = backdrop;
    lens = backdrop.lens;
    this.terrain = terrain;
    footing = new Footing(lens, terrain, nearest);
    draw = (int) (seed * 31 + (seed >>> 32));
    seconds = backdrop.seconds();
    troupe = new Troupe(scene, seed);
  }

  /** Adds the figures between two distances; the last layer is the ground there. */
  void enter(float near, float far) throws InterruptedException {
    Slice slice = new Slice(near, far, backdrop.layers.size() - 1, Terrain.depth(near, far));
    for (Figure figure : scene.figures()) {
      float distance = Math.max(footing.nearest(), Footing.distance(figure));
      if (distance >= near && distance < far) {
        enter(figure, slice, distance);
      }
      if (figure == Figure.HOUSE && near < distance) {
        path(slice, distance);
      }
    }
  }

  /** The part of the path from a house's door to the camera that lies between two distances. */
  private void path(Slice slice, float distance) {
    float door = 0.5f + free() * 0.20f;
    Sketch steps = new Sketch();
    float far = Math.min(slice.far(), distance * 0.96f);
    for (float d = far; d > Math.max(slice.near(), 1.7f); d -= 0.022f * d) {
      float way = Maths.smooth(distance, 1.7f, d);
      float bend = 0.05f * Maths.sin(way * 7.5);
      float x = lens.width() * (Maths.mix(door, 0.5f - 0.12f * free(), way) + bend);
      if (footing.visible(x, d)) {
        troupe.step(steps, x, -footing.ground(x, d), unit(d));
      }
    }
    bake(steps, new Easel.Stand(0, 0, 1, 1), slice, distance);
  }

  /** Adds the figures that can be seen over open water, on the last layer. */
  void enterSea() throws InterruptedException {
    Slice slice = new Slice(20, 200, backdrop.layers.size() - 1, 40);
    for (Figure figure : scene.figures()) {
      if (figure == Figure.LIGHTHOUSE) {
        stand(figure, slice, 52);
      } else {
        enter(figure, slice, Footing.distance(figure));
      }
    }
  }

  private record Slice(float near, float far, int layer, float depth) {}

  private void enter(Figure figure, Slice slice, float distance) throws InterruptedException {
    switch (figure) {
      case ASTRONAUT, WALKER -> {
        Move move = scene.move();
        boolean follows = move == Move.DOLLY_IN || move == Move.FLY || move == Move.CRANE;
        if (follows || Maths.hash(draw, 51) < 0.4f) {
          leave(figure, slice, distance);
        } else {
          cross(figure, slice, distance, 0);
        }
      }
      case CAMEL -> {
        for (int i = 0; i < 4; i++) {
          cross(figure, slice, distance, i);
        }
      }
      case HORSE, DEER, WOLF, ELEPHANT, CAR -> cross(figure, slice, distance, 0);
      case HOUSE -> village(slice, distance);
      case LIGHTHOUSE -> stand(figure, slice, distance);
      case TREE -> {
        if (!forest()) {
          plant(slice, distance);
        }
      }
      case TRAIN -> rails(slice, distance);
      case BALLOON -> {
        for (int i = 2; i >= 0; i--) {
          fly(figure, slice, distance * (1 + 0.55f * i), i);
        }
      }
      case BIRDS -> fly(figure, slice, distance, 0);
      case BOAT, WHALE -> {}
    }
  }

  private boolean forest() {
    return scene.place() instanceof Place.Land land && land.relief() == Relief.FOREST;
  }

  private Lamp lamp(float distance) {
    return new Lamp(scene.palette(), lens, backdrop.tone, distance, backdrop.lit());
  }

  private float unit(float distance) {
    return lens.focal() / (METRES * distance);
  }

  /** The side of the picture that the sun leaves free: -1 left, 1 right. */
  private float free() {
    return lens.sunX() > lens.width() / 2f ? -1 : 1;
  }

  private void add(Puppet puppet, Actor.Track track, Slice slice, float distance) {
    float[] cover = footing.cover(distance);
    int on = backdrop.layers.size() - 1;
    var role = new Actor.Role(on, slice.depth(), scene.camera().pace().figures(), cover);
    backdrop.insets.add(new Actor(puppet, track, role, lens, lamp(distance)));
  }

  private void cross(Figure figure, Slice slice, float nearer, int n) {
    Puppet puppet = troupe.sideways(figure, n);
    float facing = Maths.hash(draw, 52) < 0.5f ? -1 : 1;
    float pace = scene.camera().pace().figures();
    float run = puppet.speed() * seconds * pace * unit(nearer) / (0.6f * lens.width());
    float wished = nearer * Math.min(1.7f, Math.max(1, run));
    float way = puppet.speed() * seconds * pace * unit(wished) * facing;
    float middle = lens.width() * (0.5f + 0.12f * free()) - n * 3.9f * unit(wished) * facing;
    float from = middle - way / 2;
    float lead = from + n * 3.9f * unit(wished) * facing;
    float d = footing.seen(wished, lead, lead + way) * (1 + 0.015f * n);
    float unit = unit(d);
    float[] rows = footing.smoothed(d);
    float phase = n * 0.37f;
    Actor.Track track =
        t -> {
          float x = from + way * t / (seconds * pace);
          return new Easel.Stand(x, footing.at(rows, x), unit, facing);
        };
    add(shifted(puppet, phase), track, slice, d);
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

  private void leave(Figure figure, Slice slice, float wished) {
    Puppet puppet = troupe.leaving(figure);
    float x = lens.width() * (0.5f + 0.13f * free());
    float start = footing.seen(wished, x - 1, x + 1);
    float pace = scene.camera().pace().figures();
    float way = puppet.speed() * seconds * pace / METRES;
    float[] rows = new float[Footing.COLUMNS + 1];
    for (int i = 0; i <= Footing.COLUMNS; i++) {
      rows[i] = footing.ground(x, start + way * i / Footing.COLUMNS);
    }
    Actor.Track track =
        t -> {
          float u = Maths.clamp(t / (seconds * pace));
          float d = start + way * u;
          float y = footing.at(rows, u * lens.width());
          return new Easel.Stand(x, y, unit(d), free());
        };
    add(puppet, track, slice, start);
  }

  private void stand(Figure figure, Slice slice, float distance) {
    float x = lens.width() * (0.5f + free() * 0.23f);
    float d = footing.seen(distance, x - 1, x + 1);
    Easel.Stand place = new Easel.Stand(x, footing.ground(x, d) + 1, unit(d), -free());
    add(troupe.sideways(figure, 0), _ -> place, slice, d);
  }

  /** Three houses, the nearest last, among trees; a path leads to it. */
  private void village(Slice slice, float distance) throws InterruptedException {
    float[] spots = {0.20f, 0.38f, 0.05f};
    grove(slice, distance * 1.7f, 46, 3);
    for (int i = 2; i >= 0; i--) {
      float x = lens.width() * (0.5f + free() * spots[i]);
      float d = footing.seen(distance * (1 + 0.26f * i), x - 1, x + 1);
      var place = new Easel.Stand(x, footing.ground(x, d) + 1, unit(d), -free());
      var role =
          new Actor.Role(slice.layer(), slice.depth(), scene.camera().pace().figures(), null);
      Puppet smoke = troupe.sideways(Figure.HOUSE, i);
      backdrop.insets.add(new Actor(smoke, _ -> place, role, lens, lamp(d)));
      bake(troupe.built(i), place, slice, d);
    }
    grove(slice, distance * 0.86f, 6, 4);
  }

  private void bake(Sketch sketch, Easel.Stand stand, Slice slice, float distance) {
    backdrop.layers.add(
        backdrop.layer(Baked.plate(sketch, stand, slice.depth(), lens, lamp(distance))));
  }

  /** Some conifers at a distance. */
  private void grove(Slice slice, float distance, int count, int number)
      throws InterruptedException {
    Trees.Kind kind = scene.wintry() ? Trees.Kind.SNOWY : Trees.Kind.CONIFER;
    var stand = new Trees.Stand(distance, count, draw + number * 977, 1.9f, kind);
    Trees trees = new Trees(lens, scene.palette(), backdrop.noise, terrain, stand);
    backdrop.layers.add(backdrop.layer(backdrop.press.clear(trees.region(), slice.depth(), trees)));
  }

  private void plant(Slice slice, float distance) {
    float x = lens.width() * (0.5f + free() * 0.2f);
    float d = footing.seen(distance, x - 1, x + 1);
    float y = footing.ground(x, d);
    Sketch sketch = new Sketch();
    troupe.sideways(Figure.TREE, 0).pose(0, sketch);
    bake(sketch, new Easel.Stand(x, y, unit(d), 1), slice, d);
  }

  private void rails(Slice slice, float distance) {
    float row = lens.height();
    for (int i = 0; i <= 8; i++) {
      row = Math.min(row, footing.ground(lens.width() * i / 8f, distance));
    }
    Puppet puppet = troupe.sideways(Figure.TRAIN, 0);
    float facing = free();
    float unit = unit(distance);
    float bank = row - 0.3f * unit;
    float pace = scene.camera().pace().figures();
    float way = puppet.speed() * seconds * pace * unit * facing;
    float from = lens.width() * (0.5f + 0.06f * facing) - way / 2;
    Sketch dam = new Sketch();
    Troupe.bank().pose(0, dam);
    var stand = new Easel.Stand(lens.width() / 2f, bank, unit, 1);
    var spot = new Baked.Spot(stand, slice.depth(), footing.cover(distance));
    backdrop.layers.add(backdrop.layer(Baked.plate(dam, spot, lens, lamp(distance))));
    Actor.Track track = t -> new Easel.Stand(from + way * t / (seconds * pace), bank, unit, facing);
    add(puppet, track, slice, distance);
  }

  private void fly(Figure figure, Slice slice, float distance, int n) {
    Puppet puppet = troupe.sideways(figure, n);
    boolean birds = figure == Figure.BIRDS;
    float facing = birds ? -free() : free();
    float unit = unit(distance);
    float pace = scene.camera().pace().figures();
    float way = puppet.speed() * seconds * pace * unit * facing;
    float[] across = {0.17f, -0.24f, 0.36f};
    float[] up = {0.20f, 0.28f, 0.16f};
    float middle = lens.width() * (0.5f + (birds ? 0.02f : across[n] * free()));
    float y = lens.horizon() - lens.height() * (birds ? 0.24f : up[n] - 0.13f);
    float from = middle - way / 2;
    Actor.Track track = t -> new Easel.Stand(from + way * t / (seconds * pace), y, unit, facing);
    var role = new Actor.Role(slice.layer(), slice.depth(), pace, null);
    backdrop.insets.add(new Actor(puppet, track, role, lens, lamp(distance)));
  }
}
