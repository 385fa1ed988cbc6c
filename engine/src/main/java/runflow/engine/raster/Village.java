package runflow.engine.raster;

import java.util.List;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Scene;

/** What is built and planted on a stage: houses with trees and a path, or a tree alone. */
final class Village {
  private final Scene scene;
  private final Stage stage;
  private final Lens lens;
  private final Footing footing;
  private final Troupe troupe;
  private final int draw;

  /**
   * A village on a stage.
   *
   * @param draw a number from the seed
   */
  Village(Scene scene, Stage stage, Troupe troupe, int draw) {
    this.scene = scene;
    this.stage = stage;
    lens = stage.lens;
    footing = stage.footing;
    this.troupe = troupe;
    this.draw = draw;
  }

  /** Three houses, the nearest last, among trees; a path leads to it. */
  void houses(Stage.Slice slice, float distance) throws InterruptedException {
    float[] spots = {0.20f, 0.38f, 0.05f};
    grove(slice, distance * 1.7f, 46, 3);
    for (int i = 2; i >= 0; i--) {
      float x = lens.width() * (0.5f + stage.free() * spots[i]);
      float d = footing.seen(distance * (1 + 0.26f * i), x - 1, x + 1);
      var place = new Easel.Stand(x, footing.ground(x, d) + 1, stage.unit(d), -stage.free());
      Puppet smoke = troupe.sideways(Figure.HOUSE, i);
      stage.addFree(smoke, _ -> place, slice, d);
      stage.bake(troupe.built(i), place, slice, d);
    }
    grove(slice, distance * 0.86f, 6, 4);
  }

  /** The part of the path from a house's door to the camera that lies between two distances. */
  void path(Stage.Slice slice, float distance) {
    float door = 0.5f + stage.free() * 0.20f;
    Sketch steps = new Sketch();
    float far = Math.min(slice.far(), distance * 0.96f);
    for (float d = far; d > Math.max(slice.near(), 1.7f); d -= 0.022f * d) {
      float way = Maths.smooth(distance, 1.7f, d);
      float bend = 0.05f * Maths.sin(way * 7.5);
      float x = lens.width() * (Maths.mix(door, 0.5f - 0.12f * stage.free(), way) + bend);
      if (footing.visible(x, d)) {
        troupe.step(steps, x, -footing.ground(x, d), stage.unit(d));
      }
    }
    stage.bake(steps, new Easel.Stand(0, 0, 1, 1), slice, distance);
  }

  /** A tree that stands alone, across from palms if there are any. */
  void tree(Stage.Slice slice, float distance) {
    float x = lens.width() * (0.5f + stage.free() * (scene.has(Figure.PALM) ? -0.26f : 0.2f));
    float d = footing.seen(distance, x - 1, x + 1);
    float y = footing.ground(x, d);
    Sketch sketch = new Sketch();
    troupe.sideways(Figure.TREE, 0).pose(0, sketch);
    stage.bake(sketch, new Easel.Stand(x, y, stage.unit(d), 1), slice, d);
  }

  /** Palms on the side that the sun leaves free, the nearest last, that lean to the middle. */
  void palms(Stage.Slice slice, float distance) {
    float[] spots = {0.26f, 0.40f, 0.15f};
    for (int i = 2; i >= 0; i--) {
      float x = lens.width() * (0.5f + stage.free() * spots[i]);
      float d = footing.seen(distance * (1 + 0.33f * i), x - 1, x + 1);
      var place = new Easel.Stand(x, footing.ground(x, d) + 1, stage.unit(d), -stage.free());
      stage.sway(troupe.sideways(Figure.PALM, i), place, slice, d);
    }
  }

  /** A lander, on the side that the sun leaves free. */
  void lander(Stage.Slice slice, float distance) {
    float x = lens.width() * (0.5f + stage.free() * 0.29f);
    float d = footing.seen(distance, x - 1, x + 1);
    Sketch sketch = new Sketch();
    troupe.sideways(Figure.LANDER, 0).pose(0, sketch);
    Easel.Stand place = new Easel.Stand(x, footing.ground(x, d), stage.unit(d), -stage.free());
    stage.bakeCovered(sketch, place, slice, d);
  }

  /** A fire, and its light on the ground around. */
  void campfire(Stage.Slice slice, float distance) {
    float x = lens.width() * (0.5f + stage.free() * 0.06f);
    float d = footing.seen(distance, x - 1, x + 1);
    float y = footing.ground(x, d);
    float unit = stage.unit(d) * 1.3f;
    Paint ground = (px, py, rgb) -> shine((px - x) / unit, (py - y) / unit, rgb);
    Glow.Gain gain = t -> 0.82f + 0.10f * Maths.sin(t * 7.3) + 0.07f * Maths.sin(t * 12.1 + 1);
    Glow glow = new Glow(lens, slice.depth(), 0, ground, gain);
    stage.backdrop.insets.add(new Behind(slice.layer(), glow));
    Easel.Stand place = new Easel.Stand(x, y, unit, 1);
    stage.add(troupe.sideways(Figure.CAMPFIRE, 0), _ -> place, slice, d);
  }

  /** Light of a fire at a place beside and below it, in metres. */
  private static void shine(float x, float y, float[] rgb) {
    float down = y > 0 ? y * 1.5f : y * 0.75f;
    float k = 0.40f * Maths.exp(-(x * x * 0.10f + down * down * 0.42f));
    k += 0.20f * Maths.exp(-(x * x + down * down) * 0.9f);
    rgb[0] = k;
    rgb[1] = k * 0.46f;
    rgb[2] = k * 0.13f;
  }

  /** Some conifers at a distance. */
  private void grove(Stage.Slice slice, float distance, int count, int number)
      throws InterruptedException {
    Trees.Kind kind = scene.wintry() ? Trees.Kind.SNOWY : Trees.Kind.CONIFER;
    var stand = new Trees.Stand(distance, count, draw + number * 977, 1.9f, kind);
    List<Specimen> looks = kind.grove(draw, 2.4f * lens.focal() / distance);
    Trees trees = new Trees(lens, scene.palette(), stage.terrain, stand, looks);
    stage.backdrop.layers.add(
        stage.backdrop.layer(stage.backdrop.press.clear(trees.region(), slice.depth(), trees)));
  }
}
