package runflow.engine.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Place;
import runflow.engine.scene.Scene;

/** Puts the figures of a scene on water, with their images in it. */
final class Fleet {
  /** How far something sails at most, in widths of the picture. */
  private static final float FARTHEST = 0.36f;

  private final Scene scene;
  private final Backdrop backdrop;
  private final Troupe troupe;
  private final Lens lens;
  private final float row;
  private final List<Inset> insets = new ArrayList<>();

  /**
   * A fleet on water.
   *
   * @param row first row of the water
   */
  Fleet(Scene scene, Backdrop backdrop, long seed, float row) {
    this.scene = scene;
    this.backdrop = backdrop;
    this.row = row;
    lens = backdrop.lens;
    troupe = new Troupe(scene, seed);
  }

  /** What floats; empty if nothing does. */
  List<Inset> insets() {
    float small = scene.place() instanceof Place.Sea ? 1 : 0.62f;
    if (scene.has(Figure.WHALE)) {
      float unit = lens.height() / 42f;
      float line = row + (lens.height() - row) * 0.27f;
      float[] cover = new float[lens.width()];
      Arrays.fill(cover, line);
      add(Figure.WHALE, new Easel.Stand(side(-0.1f), line, unit, 1), 9, cover);
    }
    if (scene.has(Figure.BOAT)) {
      float unit = lens.height() / (small < 1 ? 19f : 32f);
      float line = row + (lens.height() - row) * (small < 1 ? 0.30f : 0.16f);
      add(Figure.BOAT, new Easel.Stand(side(0.16f), line, unit, 1), 10, null);
    }
    return insets;
  }

  /** What rides, or withstands, a high sea. */
  List<Inset> among(HighSea sea) {
    float metre = lens.focal() / HighSea.AMONG;
    if (scene.has(Figure.LIGHTHOUSE)) {
      float x = side(0.23f);
      sea.rock(x);
      Actor.Track still =
          _ -> new Easel.Stand(x, lens.horizon() + Roller.EYE * metre, 0.62f * metre, 1);
      add(Figure.LIGHTHOUSE, still);
    }
    for (Figure figure : List.of(Figure.BOAT, Figure.WHALE)) {
      if (scene.has(figure)) {
        float facing = lens.sunX() > lens.width() / 2f ? 1 : -1;
        float speed = facing * speed(troupe.sideways(figure, 0), metre);
        float x = start(side(figure == Figure.BOAT ? -0.10f : -0.30f), speed);
        add(figure, t -> new Easel.Stand(x + speed * t, sea.row(x + speed * t), metre, facing));
      }
    }
    return insets;
  }

  private void add(Figure figure, Actor.Track track) {
    float pace = scene.camera().pace().figures();
    Lamp lamp = new Lamp(scene.palette(), lens, backdrop.tone, 12, backdrop.lit());
    var role = new Actor.Role(-1, HighSea.AMONG, pace, null);
    insets.add(new Actor(troupe.sideways(figure, 0), track, role, lens, lamp));
  }

  /** Pixels a second that something moves, few enough to stay in the picture to the end. */
  private float speed(Puppet puppet, float unit) {
    return Math.min(puppet.speed() * unit, lens.width() * FARTHEST / time());
  }

  /** The column at which something begins that comes past a column halfway. */
  private float start(float middle, float speed) {
    return middle - speed * time() / 2;
  }

  /** Seconds of the video as figures count them. */
  private float time() {
    return backdrop.seconds() * scene.camera().pace().figures();
  }

  /** A column on the side that the sun leaves free. */
  private float side(float by) {
    float free = lens.sunX() > lens.width() / 2f ? -1 : 1;
    return lens.width() * (0.5f + free * by);
  }

  private void add(Figure figure, Easel.Stand middle, float depth, float @Nullable [] cover) {
    Puppet puppet = troupe.sideways(figure, 0);
    float facing = lens.sunX() > middle.x() ? 1 : -1;
    float pace = scene.camera().pace().figures();
    float speed = facing * speed(puppet, middle.unit());
    float start = start(middle.x(), speed);
    Actor.Track track = t -> new Easel.Stand(start + speed * t, middle.y(), middle.unit(), facing);
    Lamp lamp = new Lamp(scene.palette(), lens, backdrop.tone, depth, backdrop.lit());
    Actor actor = new Actor(puppet, track, new Actor.Role(-1, depth, pace, cover), lens, lamp);
    insets.add(actor);
    insets.add(new Mirror(actor, track, 0.55f));
  }
}
