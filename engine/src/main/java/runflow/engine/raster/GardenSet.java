package runflow.engine.raster;

import runflow.engine.raster.figure.Plants;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.scene.Hue;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Particles;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Season;

/** Builds shots of one flower in a garden: it is sharp, and all before and behind it is not. */
final class GardenSet {
  /** Picture pixels for a sample of plants that are far out of focus. */
  private static final int BLUR = 4;

  private final Scene scene;
  private final Lens lens;
  private final long seed;
  private final Size size;
  private final Backdrop backdrop;
  private final Palette palette;

  GardenSet(Scene scene, Lens lens, long seed, Size size) {
    this.scene = scene;
    this.lens = lens;
    this.seed = seed;
    this.size = size;
    palette = scene.palette();
    backdrop = new Backdrop(scene, lens, seed, size);
  }

  Shot shot() throws InterruptedException {
    Rgb own = colour();
    Paint far = new Bokeh(lens, palette, own, (int) seed);
    backdrop.layers.add(
        backdrop.layer(backdrop.press.opaque(Region.whole(lens, Bokeh.SCALE), 30, far)));
    float shorter = Math.min(lens.width(), lens.height());
    float side = lens.sunX() > lens.width() / 2f ? -1 : 1;
    float x = lens.width() * (0.5f + side * (0.06f + 0.07f * Maths.hash((int) seed, 31)));
    float y = lens.height() * 0.50f;
    float unit = shorter / 10;
    Plants plants = new Plants(seed, own);
    blur(plants.behind(), new Easel.Stand(lens.width() / 2f, lens.height(), unit, 1), 10);
    Plate stem = baked(plants.stem(), new Easel.Stand(x, y, unit, side), 5, lens);
    backdrop.layers.add(backdrop.layer(stem));
    var kind = new Bloom.Kind(x, y, shorter * 0.33f, opening(), own, new Rgb(0.42f, 0.34f, 0.06f));
    int on = backdrop.layers.size() - 1;
    backdrop.insets.add(new Bloom(on, 5, kind, backdrop, palette));
    blur(plants.before(), new Easel.Stand(lens.width() / 2f, lens.height(), unit, side), 2.2f);
    return backdrop.shot(backdrop.weather(), lens.height());
  }

  /** It is open near the end, however slow the motion. */
  private float opening() {
    return size.seconds() * 0.92f;
  }

  private Rgb colour() {
    Rgb[] free = {
      Hue.CRIMSON.colour(),
      Hue.PINK.colour(),
      new Rgb(0.80f, 0.34f, 0.07f),
      Hue.VIOLET.colour(),
      new Rgb(0.80f, 0.72f, 0.66f)
    };
    if (scene.particles() == Particles.PETALS && scene.look().in(Season.SPRING)) {
      return scene.look().key(Hue.PINK.colour());
    }
    return scene.look().key(free[Math.floorMod(seed, free.length)]);
  }

  /** Adds plants that are so far out of focus that they are drawn for a smaller picture. */
  private void blur(Sketch sketch, Easel.Stand stand, float depth) {
    float part = 1f / BLUR;
    var small =
        new Easel.Stand(stand.x() * part, stand.y() * part, stand.unit() * part, stand.facing());
    Plate plate = baked(sketch, small, depth, lens.smaller(BLUR));
    backdrop.layers.add(backdrop.layer(plate.larger(BLUR)));
  }

  private Plate baked(Sketch sketch, Easel.Stand stand, float depth, Lens through) {
    Lamp lamp = new Lamp(palette, through, backdrop.tone, 0, backdrop.lit());
    return Baked.plate(sketch, stand, depth, through, lamp);
  }
}
