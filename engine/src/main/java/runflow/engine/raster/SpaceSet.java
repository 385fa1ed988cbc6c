package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Body;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Place;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.TimeOfDay;

/** Builds shots of space: gas and stars far away, a planet near. */
final class SpaceSet {
  private static final List<Rgb> WARM =
      List.of(
          new Rgb(0.62f, 0.16f, 0.24f), new Rgb(0.60f, 0.28f, 0.12f), new Rgb(0.45f, 0.14f, 0.5f));
  private static final List<Rgb> COLD =
      List.of(
          new Rgb(0.07f, 0.18f, 0.52f), new Rgb(0.05f, 0.30f, 0.38f), new Rgb(0.12f, 0.12f, 0.5f));

  private SpaceSet() {}

  static Shot shot(Scene scene, Place.Planet planet, long seed, Size size)
      throws InterruptedException {
    Lens base = Lens.of(size.width(), size.height(), scene.palette(), seed);
    boolean low = low(scene, planet);
    Lens lens = lens(base, low, seed);
    Noise noise = new Noise(seed);
    Tone tone = new Tone(0.8f, scene.look());
    int draw = Math.floorMod(seed, 3);
    float gasLight = planet == Place.Planet.EARTH ? 0.07f : 1;
    Rgb warm = WARM.get(draw).times(gasLight);
    Paint gas = new Nebula(lens, noise, warm, COLD.get((draw + 1) % 3).times(gasLight));
    Outlook outlook = Outlook.of(lens, scene, size.seconds());
    Globe.Pose pose = low ? low(lens) : pose(planet, lens);
    Plate globe = globe(new Press(tone, outlook), lens, () -> new Globe(planet, pose, noise));
    Press press = new Press(tone, outlook.past(List.of(globe)));
    Region sky = press.seen(Region.whole(lens, 2), 4000);
    Plate nebula = press.fillTogether(new Plate(sky, 4000, false), 1, () -> gas);
    List<Layer> layers =
        Stream.of(nebula, star(lens, noise, press), globe)
            .map(plate -> new Layer(plate, 0, lens))
            .toList();
    Flare flare = new Flare(lens, new Rgb(1, 0.93f, 0.82f), 1.6f);
    Glow glow = new Glow(lens, 4000, 0, flare, t -> 1 + 0.03f * Maths.sin(t * 1.7));
    List<Inset> insets = new ArrayList<>();
    insets.add(new Sparks(0, stars(lens, seed, 2600, 1), lens.height()));
    insets.add(new Sparks(1, stars(lens, seed + 77, 90, 2.2f), lens.height()));
    if (scene.has(Figure.ASTRONAUT)) {
      insets.add(astronaut(scene, lens, tone));
    }
    var parts = new LayeredShot.Parts(layers, insets, List.of(glow), List.of(), lens.height());
    return new LayeredShot(lens, scene, size.seconds(), parts);
  }

  /** Somebody who drifts on the star's side of the planet. */
  private static Inset astronaut(Scene scene, Lens lens, Tone tone) {
    float side = lens.sunX() > lens.width() / 2f ? 1 : -1;
    float unit = Math.min(lens.width(), lens.height()) / 8f;
    float x = lens.width() * (0.5f + side * 0.20f);
    float y = lens.height() * 0.60f;
    Puppet puppet = Troupe.floating();
    Actor.Track track = t -> new Easel.Stand(x - side * puppet.speed() * t * unit, y, unit, -side);
    float pace = scene.camera().pace().figures();
    Lamp lamp = new Lamp(scene.palette(), lens, tone, 0, true);
    return new Actor(puppet, track, new Actor.Role(2, 6, pace, null), lens, lamp);
  }

  private static Plate globe(Press press, Lens lens, Supplier<Globe> globes)
      throws InterruptedException {
    Globe one = globes.get();
    Plate plate = new Plate(press.seen(one.region(lens), 9), 9, true);
    return press.fillTogether(plate, lens.scale() > 1.2f ? 1 : one.points(), globes::get);
  }

  private static Plate star(Lens lens, Noise noise, Press press) throws InterruptedException {
    Rgb white = new Rgb(3, 2.8f, 2.5f);
    float radius = 0.012f * lens.focal();
    Disc disc = new Disc(Body.SUN, lens.sunX(), lens.sunY(), radius, white, noise);
    return press.clear(disc.region(), 4000, disc);
  }

  /** The lens of a shot: where the star stands. */
  private static Lens lens(Lens base, boolean low, long seed) {
    float h = base.height();
    float sunY = h * (0.2f + 0.15f * Maths.hash((int) seed, 21));
    if (low) {
      Globe.Pose pose = low(base);
      float dx = base.sunX() - pose.centreX();
      float reach = pose.radius() * 1.004f;
      sunY = pose.centreY() - Maths.sqrt(reach * reach - dx * dx);
    }
    return new Lens(base.width(), base.height(), base.focal(), h / 2, base.sunX(), sunY);
  }

  /** A planet seen from an orbit close above its night, with the star behind its edge. */
  private static Globe.Pose low(Lens lens) {
    float longer = Math.max(lens.width(), lens.height());
    float radius = longer * 0.92f;
    float side = lens.sunX() > lens.width() / 2f ? -1 : 1;
    float x = lens.width() * (0.5f + side * 0.05f);
    float y = lens.height() * 0.50f + radius;
    float dx = (lens.sunX() - x) / radius;
    float dy = -Maths.sqrt(1 - dx * dx);
    return new Globe.Pose(x, y, radius, new float[] {0.44f * dx, 0.44f * dy, -0.9f});
  }

  private static Globe.Pose pose(Place.Planet planet, Lens lens) {
    float shorter = Math.min(lens.width(), lens.height());
    float side = lens.sunX() > lens.width() / 2f ? -1 : 1;
    boolean ringed = planet == Place.Planet.RINGED;
    float radius = shorter * (ringed ? 0.25f : planet == Place.Planet.GIANT ? 0.46f : 0.40f);
    float x = lens.width() * (0.5f + side * (lens.width() > lens.height() ? 0.17f : 0.06f));
    float y = lens.height() * (ringed ? 0.54f : 0.62f);
    return new Globe.Pose(x, y, radius, new float[] {-side * 0.80f, -0.42f, 0.43f});
  }

  /** Whether a scene is seen from low above the Earth: if its words name another hour than day. */
  private static boolean low(Scene scene, Place.Planet planet) {
    return planet == Place.Planet.EARTH && scene.time() != TimeOfDay.DAY;
  }

  private static List<Sparks.Spark> stars(Lens lens, long seed, int count, float size) {
    List<Sparks.Spark> out = new ArrayList<>();
    int salt = (int) seed * 17 + 3;
    for (int i = 0; i < count; i++) {
      float x = (Maths.hash(salt + i, 1) * 1.16f - 0.08f) * lens.width();
      float y = (Maths.hash(salt + i, 2) * 1.16f - 0.08f) * lens.height();
      float m = Maths.hash(salt + i, 3);
      float bright = m * m * m * m * m * m;
      float radius = (0.58f + 0.9f * bright) * lens.scale() * size;
      float light = size > 2 ? 30 + 130 * bright : 12 + 210 * bright;
      out.add(new Sparks.Spark(x, y, radius, light, 0.2f * m, 1 + 3 * m));
    }
    return out;
  }
}
