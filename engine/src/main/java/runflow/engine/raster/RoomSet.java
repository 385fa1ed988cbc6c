package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.raster.figure.Furniture;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Particles;
import runflow.engine.scene.Place;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/** Builds shots of a library and of a room by a fire. */
final class RoomSet {
  private static final Palette LIGHT =
      new Palette(
          new Rgb(0.2f, 0.16f, 0.12f),
          new Rgb(0.3f, 0.22f, 0.15f),
          new Rgb(0.5f, 0.36f, 0.22f),
          new Rgb(1.5f, 0.95f, 0.5f),
          new Rgb(0.2f, 0.15f, 0.1f),
          new Rgb(0.12f, 0.085f, 0.06f),
          new Rgb(0.4f, 0.3f, 0.2f),
          0.1f,
          0,
          1.25f,
          0);

  /** Light of a fire. */
  private static final Glow.Gain FLICKER =
      t -> 0.80f + 0.12f * Maths.sin(t * 7.1) + 0.09f * Maths.sin(t * 11.7 + 1);

  /** Metres to where a reader moves with the camera as the floor does. */
  private static final float READER = 8;

  private final Scene scene;
  private final Size size;
  private final long seed;
  private final Lens lens;
  private final Tone tone;
  private final Noise noise;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Inset> insets = new ArrayList<>();

  RoomSet(Scene scene, long seed, Size size) {
    this.scene = scene;
    this.size = size;
    this.seed = seed;
    boolean wide = size.width() > size.height();
    float focal = (wide ? 1.0f : 0.92f) * Math.min(size.width(), size.height());
    float aim = 0.5f + (library() ? 0.03f : 0.07f) * (Maths.hash((int) seed, 33) - 0.5f) * 2;
    lens =
        new Lens(
            size.width(),
            size.height(),
            focal * (1 + 0.1f * Maths.hash((int) seed, 34)),
            size.height() * 0.55f,
            size.width() * aim,
            size.height() * 0.3f);
    tone = new Tone(1.12f, scene.look());
    noise = new Noise(seed);
  }

  private boolean library() {
    return scene.place() instanceof Place.Hall hall && hall.interior() != Place.Interior.ROOM;
  }

  /** Whether it is a library with a fire. */
  private boolean study() {
    return scene.place() instanceof Place.Hall hall && hall.interior() == Place.Interior.STUDY;
  }

  Shot shot() throws InterruptedException {
    float outside =
        switch (scene.time()) {
          case DAY -> 0.9f;
          case DAWN, GOLDEN -> 0.8f;
          case DUSK -> 0.42f;
          case NIGHT -> 0.08f;
        };
    outside *= scene.weather().closedSky() ? 0.7f : 1;
    Hearth hearth = study() ? new Hearth(noise, Library.SMALL.end()) : null;
    Chamber.Decor decor =
        library()
            ? new Library(noise, scene.palette(), outside, hearth)
            : new Parlour(noise, scene.palette(), outside);
    Chamber.Box box = box();
    Slices slices = Slices.of(lens, box);
    int points = Math.min(size.width(), size.height()) > 1300 ? 1 : 2;
    Outlook outlook = Outlook.of(lens, scene, size.seconds());
    for (int k = 0; k < slices.count(); k++) {
      Press press = new Press(tone, outlook);
      float depth = slices.depth(k);
      Region region = press.seen(Region.whole(lens, 1), depth);
      Plate plate = new Plate(region, depth, !slices.last(k));
      float near = slices.near(k);
      float far = slices.far(k);
      press.fillTogether(plate, points, () -> new Chamber(lens, box, decor, near, far));
      layers.addFirst(new Layer(plate, 0, lens));
      outlook = outlook.past(List.of(plate));
    }
    float end = slices.depth(slices.count() - 1);
    furnish(end);
    return new LayeredShot(lens, scene, size.seconds(), parts(outside, end));
  }

  private LayeredShot.Parts parts(float outside, float end) {
    List<Overlay> air = new ArrayList<>();
    if (scene.particles() != Particles.NONE) {
      Particles kind = scene.particles() == Particles.EMBERS ? Particles.EMBERS : Particles.MOTES;
      air.add(new Drifting(lens, kind, seed));
    }
    Glow.Gain calm = t -> 0.9f + 0.08f * Maths.sin(t * 0.7 + seed % 5);
    List<Glow> glows = new ArrayList<>();
    if (study()) {
      glows.add(new Glow(lens, end, 0, this::firelight, FLICKER));
    } else if (library()) {
      Paint beams = (x, y, rgb) -> shaft(x, y, outside, rgb);
      glows.add(new Glow(lens, 6, 0, beams, calm));
    } else {
      glows.add(new Glow(lens, end, 0, this::fire, FLICKER));
    }
    return new LayeredShot.Parts(layers, insets, glows, air, lens.height());
  }

  /** Daylight that falls through the window at the end, in the air. */
  private void shaft(float x, float y, float outside, float[] rgb) {
    float dx = (x - lens.width() / 2f) / lens.focal();
    float dy = (lens.horizon() - y) / lens.focal();
    float veil = 0.16f * Maths.exp(-dx * dx * 22 - (dy - 0.06f) * (dy - 0.06f) * 14);
    float slant = dx - 0.55f * (0.16f - dy);
    float ray = 0.62f + 0.38f * noise.at(slant * 26 + 40, 3.5f);
    float beam = Maths.exp(-slant * slant * 30) * Maths.smooth(0.2f, 0, dy) * 0.13f * ray;
    float k = outside * (veil + beam);
    rgb[0] = k + 0.012f;
    rgb[1] = k * 0.90f + 0.008f;
    rgb[2] = k * 0.72f + 0.003f;
  }

  private void fire(float x, float y, float[] rgb) {
    float z = Parlour.BOX.end();
    float fx = (x - lens.width() / 2f) / lens.focal() * z - Parlour.FIRE_X;
    float fy = (lens.horizon() - y) / lens.focal() * z + Chamber.EYE - 0.35f;
    float k = 0.30f * Maths.exp(-(fx * fx + fy * fy) * 0.9f);
    k += 0.25f * Maths.exp(-(fx * fx + fy * fy) * 9);
    rgb[0] = k * 0.8f;
    rgb[1] = k * 0.42f;
    rgb[2] = k * 0.16f;
  }

  /** The fire of a library on the shelves, the floor and the air before it. */
  private void firelight(float x, float y, float[] rgb) {
    float z = Library.SMALL.end();
    float fx = (x - lens.width() / 2f) / lens.focal() * z;
    float fy = (lens.horizon() - y) / lens.focal() * z + Chamber.EYE - 0.5f;
    float k = 0.17f * Maths.exp(-(fx * fx + fy * fy) * 1.3f);
    k += 0.17f * Maths.exp(-(fx * fx * 0.045f + fy * fy * 0.07f));
    float books = 0.75f + 0.5f * noise.fbm(x / lens.focal() * 60, y / lens.focal() * 60, 2);
    float aside = Maths.smooth(0.9f, 2.2f, Math.abs(fx));
    k *= Maths.mix(1, books, aside);
    rgb[0] = k;
    rgb[1] = k * 0.50f;
    rgb[2] = k * 0.17f;
  }

  /**
   * Chair and flames in a room; in a library a reader who walks along.
   *
   * @param end depth of the wall at the end
   */
  private void furnish(float end) {
    Lamp lamp = new Lamp(LIGHT, lens, tone, 0, true);
    float pace = scene.camera().pace().figures();
    int on = layers.size() - 1;
    if (!library()) {
      actor(Furniture.fire(), Parlour.FIRE_X, 6.1f, new Actor.Role(0, end, pace, null), lamp);
      chair(1.35f, 4.1f, lamp);
      return;
    }
    if (study()) {
      float fire = Library.SMALL.end() - 0.05f;
      Actor.Track flames = _ -> raised(0, fire, Hearth.FIRE_Y, 1.55f);
      Actor.Role role = new Actor.Role(0, end, pace, null);
      insets.add(new Actor(Furniture.fire(), flames, role, lens, lamp));
      chair(1.15f, 5.6f, lamp);
    }
    Aisle aisle = new Aisle(5.2f, box().end());
    for (Figure figure : scene.figures()) {
      Puppet puppet = new Troupe(scene, seed).leaving(figure);
      Actor.Track track = t -> stand(-0.5f, aisle.away(puppet, t));
      float walk = aisle.pace(scene, puppet, size.seconds());
      Actor.Role role = new Actor.Role(on, Slices.depthAt(READER), walk, null);
      insets.add(new Actor(puppet, track, role, lens, lamp));
    }
  }

  private void chair(float x, float z, Lamp lamp) {
    Sketch chair = Furniture.chair();
    float depth = Slices.depthAt(z);
    layers.add(new Layer(Baked.plate(chair, stand(x, z), depth, lens, lamp), 0, lens));
  }

  private Chamber.Box box() {
    return study() ? Library.SMALL : library() ? Library.LONG : Parlour.BOX;
  }

  private void actor(Puppet puppet, float x, float z, Actor.Role role, Lamp lamp) {
    insets.add(new Actor(puppet, _ -> stand(x, z), role, lens, lamp));
  }

  /** Somewhere above the floor, larger than life. */
  private Easel.Stand raised(float x, float z, float above, float larger) {
    Easel.Stand foot = stand(x, z);
    float y = foot.y() - above * foot.unit();
    return new Easel.Stand(foot.x(), y, foot.unit() * larger, 1);
  }

  /** Somewhere on the floor. */
  private Easel.Stand stand(float x, float z) {
    float unit = lens.focal() / z;
    return new Easel.Stand(
        lens.width() / 2f + x * unit, lens.horizon() + Chamber.EYE * unit, unit, 1);
  }
}
