package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Body;
import runflow.engine.scene.Pace;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Particles;
import runflow.engine.scene.Place;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Weather;

/**
 * What every outdoor shot has: a sky with its bodies and clouds behind, light and weather in front.
 * Layers are added back to front. Not thread-safe.
 */
final class Backdrop {
  private static final float FAR = 4000;

  final Lens lens;
  final Noise noise;
  final Tone tone;
  final Press press;

  /** What is ever seen of plates. */
  final Outlook outlook;

  final List<Layer> layers = new ArrayList<>();
  final List<Inset> insets = new ArrayList<>();
  private final Scene scene;
  private final long seed;
  private final Size size;

  Backdrop(Scene scene, Lens lens, long seed, Size size) {
    this.scene = scene;
    this.lens = lens;
    this.seed = seed;
    this.size = size;
    noise = new Noise(seed);
    tone = new Tone(scene.palette().exposure(), scene.look());
    outlook = Outlook.of(lens, scene, size.seconds());
    press = new Press(tone, outlook);
  }

  /** Adds sky, stars, bodies and clouds. */
  void sky(boolean airless) throws InterruptedException {
    float bottom = Math.min(lens.height(), lens.horizon() + lens.height() * 0.1f);
    Region region = Region.rows(lens, scene.shows(Body.MILKY_WAY) ? 2 : 4, -lens.marginY(), bottom);
    Paint sky = new Sky(scene, lens, airless, noise);
    float cover = airless ? 0 : cover();
    Paint clouds = new Clouds(scene, lens, noise, cover);
    boolean part = cover > 0 && still();
    layers.add(layer(press.opaque(region, FAR, part ? new Pile(clouds, sky) : sky)));
    if (scene.shows(Body.STARS)) {
      insets.add(
          new Sparks(
              0, stars(scene.shows(Body.MILKY_WAY) ? 2600 : airless ? 1300 : 1100), lens.height()));
    }
    for (Body body : scene.bodies()) {
      if (body == Body.EARTH) {
        Globe earth = earth();
        layers.add(layer(press.clear(earth.region(lens), FAR, earth)));
      } else if (solid(body)) {
        Disc disc = disc(body);
        layers.add(layer(press.clear(disc.region(), FAR, disc)));
      }
    }
    if (cover > 0 && !part) {
      drift(clouds);
    }
    Skylights.add(scene, this, seed);
  }

  private static boolean solid(Body body) {
    return switch (body) {
      case SUN, MOON, SECOND_MOON, PHOBOS, EARTH -> true;
      case STARS, MILKY_WAY, AURORA, RAINBOW -> false;
    };
  }

  /** How much of the sky clouds cover, 0 to 1. */
  private float cover() {
    return switch (scene.weather()) {
      case CLEAR, DUST -> 0;
      case CLOUDS -> 0.52f;
      case FOG -> 0.5f;
      case OVERCAST, SNOW -> 0.82f;
      case RAIN, STORM -> 0.95f;
    };
  }

  /** Whether nobody sees that clouds move, through fog, so that they may be part of the sky. */
  private boolean still() {
    return scene.weather() == Weather.FOG && scene.camera().pace() != Pace.LAPSE;
  }

  /** Adds clouds that drift. */
  private void drift(Paint clouds) throws InterruptedException {
    float drift = 0.005f * scene.camera().pace().air();
    float left = -lens.marginX() - drift * size.seconds() * lens.width();
    float right = lens.width() + lens.marginX();
    Region region = Region.box(left, -lens.marginY(), right, lens.horizon() + 4, 4);
    layers.add(new Layer(drifting(drift).clear(region, FAR, clouds), drift, lens));
  }

  float seconds() {
    return size.seconds();
  }

  private Disc disc(Body body) {
    Palette palette = scene.palette();
    float f = lens.focal();
    float other = lens.width() - lens.sunX();
    Rgb light = palette.sun();
    return switch (body) {
      case SUN, EARTH, STARS, MILKY_WAY, AURORA, RAINBOW ->
          new Disc(body, lens.sunX(), lens.sunY(), 0.024f * f, light, noise);
      case MOON -> new Disc(body, lens.sunX(), lens.sunY(), 0.046f * f, light.times(0.19f), noise);
      case SECOND_MOON -> {
        float side = lens.sunX() > lens.width() / 2f ? -1 : 1;
        float x = lens.sunX() + side * 0.15f * f;
        Rgb rose = new Rgb(0.42f, 0.30f, 0.26f);
        yield new Disc(Body.MOON, x, lens.sunY() - 0.085f * f, 0.023f * f, rose, noise);
      }
      case PHOBOS ->
          new Disc(
              body,
              other,
              lens.horizon() - 0.21f * f,
              0.027f * f,
              palette.horizon().times(0.8f),
              noise);
    };
  }

  /** The Earth, lit from where the sun stands. */
  private Globe earth() {
    float f = lens.focal();
    float x = lens.width() - lens.sunX();
    float side = lens.sunX() > lens.width() / 2f ? 1 : -1;
    float[] star = {side * 0.75f, -0.25f, 0.61f};
    var pose = new Globe.Pose(x, lens.horizon() - 0.32f * f, 0.075f * f, star);
    return new Globe(Place.Planet.EARTH, pose, noise);
  }

  private List<Sparks.Spark> stars(int count) {
    List<Sparks.Spark> out = new ArrayList<>();
    int salt = (int) seed * 31;
    MilkyWay galaxy = new MilkyWay(lens, noise);
    boolean band = scene.shows(Body.MILKY_WAY);
    for (int i = 0; i < count; i++) {
      float x = Maths.hash(salt + i, 1) * lens.width() * 1.1f - lens.width() * 0.05f;
      float y = Maths.hash(salt + i, 2) * lens.horizon();
      if (band && i % 2 == 0) {
        float spread = Maths.hash(salt + i, 4);
        float[] place = galaxy.place(Maths.hash(salt + i, 1), Maths.hash(salt + i, 2), spread);
        x = place[0];
        y = Math.min(place[1], lens.horizon());
      }
      float m = Maths.hash(salt + i, 3);
      float bright = m * m * m * m * m;
      float low = 1 - 0.8f * Maths.exp(-(lens.horizon() - y) / lens.height() * 12);
      float light = (16 + 200 * bright) * low;
      float radius = (0.62f + 0.75f * bright) * lens.scale();
      out.add(new Sparks.Spark(x, y, radius, light, 0.35f * m, 2 + 5 * m));
    }
    return out;
  }

  /** A layer that moves only with the camera. */
  Layer layer(Plate plate) {
    return new Layer(plate, 0, lens);
  }

  /** A layer of moving air around a row. */
  Layer veil(Rgb colour, float depth, float row, float strength) throws InterruptedException {
    float drift = 0.022f;
    float scale = 8 * lens.scale();
    float spread = lens.height() * 0.13f;
    float left = -lens.marginX() - drift * size.seconds() * lens.width();
    float right = lens.width() + lens.marginX();
    float reach = Veil.REACH * spread;
    float top = Math.max(-lens.marginY(), row - reach);
    float bottom = Math.min(lens.height() + lens.marginY(), row + reach);
    Region region = Region.box(left, top, right, bottom, scale);
    Paint paint = new Veil(lens, noise, colour, row, spread, strength);
    Plate shape = drifting(drift).clear(region, depth, paint);
    float[] plain = {colour.r(), colour.g(), colour.b()};
    tone.apply(plain);
    return new Layer(new Plate(shape, plain), drift, lens);
  }

  /** A press for what drifts to the right, by picture widths in a second. */
  private Press drifting(float drift) {
    return new Press(tone, outlook.drifting(drift));
  }

  /** How thick the moving air is: 0 for none. */
  float thickAir() {
    return switch (scene.weather()) {
      case DUST -> 0.42f;
      case FOG -> 0.85f;
      case RAIN, STORM, SNOW -> 0.35f;
      case CLEAR, CLOUDS, OVERCAST -> scene.particles() == Particles.DUST ? 0.25f : 0;
    };
  }

  /** Whether the sun or the moon shines. */
  boolean lit() {
    return scene.shows(Body.SUN) || scene.shows(Body.MOON);
  }

  /** The light over the picture. */
  List<Glow> glows() {
    float glow = scene.palette().glow();
    if (!lit() || glow < 0.2f) {
      return List.of();
    }
    float strength = scene.shows(Body.SUN) ? glow : glow * 0.8f;
    Paint flare = new Flare(lens, scene.palette().sun(), strength);
    Glow.Gain gain = t -> 0.95f + 0.04f * Maths.sin(t * 2.1) + 0.015f * Maths.sin(t * 7.3);
    return List.of(new Glow(lens, FAR, 0, flare, gain));
  }

  /** What floats or falls before the camera. */
  List<Overlay> weather() {
    return switch (scene.particles()) {
      case NONE -> List.of();
      case RAIN -> List.of(new Rain(lens, seed));
      case PETALS, LEAVES ->
          List.of(
              Falling.of(
                  lens,
                  new Lamp(scene.palette(), lens, tone, 0, lit()),
                  new Troupe(scene, seed),
                  scene.camera().pace().figures()));
      case MOTES, DUST, SNOW, FIREFLIES, EMBERS ->
          List.of(new Drifting(lens, scene.particles(), seed));
    };
  }

  /** The finished shot; {@code rows} is where water begins, or the picture's height. */
  Shot shot(List<Overlay> overlays, int rows) throws InterruptedException {
    var parts = new LayeredShot.Parts(List.copyOf(layers), insets, glows(), overlays, rows);
    return new LayeredShot(lens, scene, size.seconds(), parts);
  }

  /** Whether it has snowed. */
  boolean winter() {
    return scene.wintry();
  }
}
