package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Particles;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/** Builds shots of the inside of a cathedral. */
final class HallSet {
  /**
   * Where the near slice begins, and the far one. What both have is there since the near one moves
   * more; nothing is seen of a column between, which would be drawn twice.
   */
  static final float[] NEAR = {1.1f, 10.86f};

  /** Where the near slice ends, and the far one. */
  static final float[] FAR = {13.2f, 60};

  /** How far away slices move, in the camera's units. */
  static final float[] DEPTHS = {5.08f, 10.6f};

  private static final Palette LIGHT =
      new Palette(
          new Rgb(0.2f, 0.18f, 0.2f),
          new Rgb(0.2f, 0.18f, 0.2f),
          new Rgb(0.4f, 0.35f, 0.4f),
          new Rgb(2.3f, 1.9f, 1.8f),
          new Rgb(0.3f, 0.25f, 0.25f),
          new Rgb(0.22f, 0.19f, 0.19f),
          new Rgb(0.3f, 0.25f, 0.25f),
          0.1f,
          0,
          1.25f,
          0);

  private HallSet() {}

  static Shot shot(Scene scene, long seed, Size size) throws InterruptedException {
    Lens lens = lens(size);
    Noise noise = new Noise(seed);
    Tone tone = new Tone(1.25f, scene.look());
    int points = Math.min(size.width(), size.height()) > 1300 ? 1 : 2;
    Outlook outlook = Outlook.of(lens, scene, size.seconds());
    List<Layer> layers = new ArrayList<>();
    for (int k = 0; k < DEPTHS.length; k++) {
      float near = NEAR[k];
      float far = FAR[k];
      Press press = new Press(tone, outlook);
      Region region = press.seen(Region.whole(lens, 1), DEPTHS[k]);
      Plate plate = new Plate(region, DEPTHS[k], far < Nave.END);
      press.fillTogether(plate, points, () -> new Nave(lens, noise, scene.time(), near, far));
      layers.addFirst(new Layer(plate, 0, lens));
      outlook = outlook.past(List.of(plate));
    }
    List<Inset> insets = figures(scene, lens, tone, seed, size.seconds());
    NaveLight light = new NaveLight(noise, scene.time());
    Glow.Gain gain =
        t -> 0.82f + 0.20f * Maths.sin(t * 0.9 + seed % 7) + 0.07f * Maths.sin(t * 2.3);
    List<Glow> glows =
        List.of(new Glow(lens, DEPTHS[1], 0.0022f, new Shafts(lens, noise, light), gain));
    List<Overlay> motes =
        scene.particles() == Particles.NONE
            ? List.of()
            : List.of(new Drifting(lens, Particles.MOTES, seed));
    var parts = new LayeredShot.Parts(layers, insets, glows, motes, lens.height());
    return new LayeredShot(lens, scene, size.seconds(), parts);
  }

  /** Somebody who walks down the aisle, seen from behind against the light. */
  private static List<Inset> figures(Scene scene, Lens lens, Tone tone, long seed, float seconds) {
    List<Inset> insets = new ArrayList<>();
    Aisle aisle = new Aisle(5.6f, Nave.END);
    for (Figure figure : scene.figures()) {
      Puppet puppet = new Troupe(scene, seed).leaving(figure);
      Actor.Track track =
          t -> {
            float away = aisle.away(puppet, t);
            float x = lens.width() / 2f - 0.42f * lens.focal() / away;
            float y = lens.horizon() + Nave.EYE * lens.focal() / away;
            return new Easel.Stand(x, y, lens.focal() / away, 1);
          };
      Lamp lamp = new Lamp(LIGHT, lens, tone, 0, true);
      float pace = aisle.pace(scene, puppet, seconds);
      var role = new Actor.Role(1, DEPTHS[0], pace, null);
      insets.add(new Actor(puppet, track, role, lens, lamp));
    }
    return insets;
  }

  static Lens lens(Size size) {
    boolean wide = size.width() > size.height();
    float focal = (wide ? 1.02f : 0.98f) * Math.min(size.width(), size.height());
    float horizon = size.height() * 0.66f;
    float rise = (Nave.ROSE_Y - Nave.EYE) / Nave.END * focal;
    return new Lens(size.width(), size.height(), focal, horizon, size.width() / 2f, horizon - rise);
  }
}
