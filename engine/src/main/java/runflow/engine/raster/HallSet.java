package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Particles;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/** Builds shots of the inside of a cathedral. */
final class HallSet {
  private static final float[] CUTS = {1.1f, 5f, 10.4f, 18f, 60f};

  private HallSet() {}

  static Shot shot(Scene scene, long seed, Size size) throws InterruptedException {
    Lens lens = lens(size);
    Noise noise = new Noise(seed);
    Press press = new Press(new Tone(1.25f));
    int points = Math.min(size.width(), size.height()) > 1300 ? 1 : 2;
    List<Layer> layers = new ArrayList<>();
    for (int k = CUTS.length - 2; k >= 0; k--) {
      boolean last = k == CUTS.length - 2;
      float far = last ? CUTS[k + 1] : CUTS[k + 1] * 1.03f;
      Plate plate = new Plate(Region.whole(lens, 1), depth(k), !last);
      press.fill(plate, points, new Nave(lens, noise, scene.time(), CUTS[k], far));
      layers.add(new Layer(plate, 0, lens));
    }
    figure(scene, lens, press, layers);
    NaveLight light = new NaveLight(noise, scene.time());
    Glow.Gain gain =
        t -> 0.82f + 0.20f * Maths.sin(t * 0.9 + seed % 7) + 0.07f * Maths.sin(t * 2.3);
    List<Glow> glows =
        List.of(new Glow(lens, depth(2), 0.0022f, new Shafts(lens, noise, light), gain));
    List<Overlay> motes =
        scene.particles() == Particles.NONE
            ? List.of()
            : List.of(new Drifting(lens, Particles.MOTES, seed));
    var parts = new LayeredShot.Parts(layers, List.of(), glows, motes, lens.height());
    return new LayeredShot(lens, scene.move(), size.seconds(), parts);
  }

  /** Somebody in the aisle, seen from behind against the light. */
  private static void figure(Scene scene, Lens lens, Press press, List<Layer> layers)
      throws InterruptedException {
    if (scene.figure() == Figure.NOBODY) {
      return;
    }
    float away = 8.2f;
    float x = lens.width() / 2f - 0.35f * lens.focal() / away;
    float y = lens.horizon() + Nave.EYE * lens.focal() / away;
    float height = 1.7f * lens.focal() / away;
    Rgb sun = new Rgb(0.75f, 0.66f, 0.6f);
    Rgb ambient = new Rgb(0.15f, 0.13f, 0.13f);
    Person person =
        new Person(scene.figure(), new Person.Stance(x, y, height, 1, sun, ambient, 0.6f));
    layers.add(new Layer(press.clear(person.region(), depth(1), person), 0, lens));
  }

  /** The depth a slice moves at; metres are a fifth of the unit the camera moves in. */
  private static float depth(int k) {
    return Maths.sqrt(CUTS[k] * Math.min(CUTS[k + 1], CUTS[k] * 2.2f)) * 0.55f + 1;
  }

  private static Lens lens(Size size) {
    boolean wide = size.width() > size.height();
    float focal = (wide ? 1.02f : 0.98f) * Math.min(size.width(), size.height());
    float horizon = size.height() * 0.66f;
    float rise = (Nave.ROSE_Y - Nave.EYE) / Nave.END * focal;
    return new Lens(size.width(), size.height(), focal, horizon, size.width() / 2f, horizon - rise);
  }
}
