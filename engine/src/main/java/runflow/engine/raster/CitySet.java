package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.StreetLamps;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Scene;
import runflow.engine.scene.TimeOfDay;

/** Builds shots of a skyline over a river. */
final class CitySet {
  /** Distance of the road from the camera. */
  private static final float QUAY = 5;

  private final Scene scene;
  private final Lens lens;
  private final long seed;
  private final Backdrop backdrop;
  private final List<Neon.Sign> signs = new ArrayList<>();

  CitySet(Scene scene, Lens lens, long seed, Size size) {
    this.scene = scene;
    this.lens = lens;
    this.seed = seed;
    backdrop = new Backdrop(scene, lens, seed, size);
  }

  Shot shot() throws InterruptedException {
    int key = (int) (seed * 101 + 5);
    int bank = (int) (lens.horizon() + lens.height() * 0.10f) & ~1;
    float h = lens.height();
    Skyline back = line(new Skyline.Row(64, 0.50f, 0.15f, key), bank - h * 0.012f);
    Skyline middle = line(new Skyline.Row(36, 0.40f, 0.16f, key + 7001), bank - h * 0.006f);
    Skyline near = line(new Skyline.Row(20, 0.20f, 0.20f, key + 14009), bank + 2f);
    List<Plate> plates =
        Together.run(
            List.of(
                () -> plate(back.region(), 64, back),
                () -> plate(middle.region(), 36, middle),
                () -> plate(near.region(), 20, near),
                () -> {
                  backdrop.sky(false);
                  return backdrop.layers.getFirst().plate;
                }));
    add(plates.get(0), back);
    air(50, bank);
    add(plates.get(1), middle);
    glow(middle);
    add(plates.get(2), near);
    glow(near);
    signs.addAll(middle.signs());
    signs.addAll(near.signs());
    List<Overlay> overlays = new ArrayList<>();
    float swell = scene.weather().wet() ? 2.6f : 1.2f;
    boolean quay = !scene.figures().isEmpty();
    Water.End end = quay ? this::quayRow : _ -> lens.height();
    overlays.add(new Water(lens, scene, new Water.Kind(bank, swell, 0, backdrop.lit(), end)));
    if (quay) {
      overlays.add(quay());
    }
    overlays.addAll(backdrop.weather());
    return backdrop.shot(overlays, bank);
  }

  /** A row of the picture below which a view shows nothing but road. */
  private int quayRow(View view) {
    return (int) Parallax.of(QUAY, lens, view).row(quayTop()) + 4;
  }

  /** The row of the kerb. */
  private float quayTop() {
    return lens.height() * 0.865f;
  }

  /** The light of a row's neon signs in the wet air around them. */
  private void glow(Skyline line) {
    if (!line.signs().isEmpty()) {
      Layer last = backdrop.layers.getLast();
      Glow light = new Glow(lens, last.plate.depth, 0, new Neon(line.signs(), lens), _ -> 1);
      backdrop.insets.add(new Behind(backdrop.layers.size() - 1, light));
    }
  }

  /** A road in front, with those who walk and drive on it. */
  private Overlay quay() throws InterruptedException {
    float unit = Math.min(lens.width(), lens.height()) / 15f;
    float top = quayTop();
    TimeOfDay time = scene.time();
    Quay quay =
        new Quay(lens, scene.palette(), backdrop.noise, top, unit)
            .at(time, scene.weather().wet(), signs);
    List<Layer> layers = new ArrayList<>();
    layers.add(backdrop.layer(backdrop.press.clear(quay.region(), QUAY, quay)));
    boolean lit = time == TimeOfDay.NIGHT || time == TimeOfDay.DUSK;
    Lamp lamp = new Lamp(scene.palette(), lens, backdrop.tone, 0, lit);
    int beside = (int) (lens.width() / unit / 2 / StreetLamps.EVERY) + 1;
    for (int i = -beside; i <= beside; i++) {
      float x = lens.width() / 2f + i * StreetLamps.EVERY * unit;
      Easel.Stand kerb = new Easel.Stand(x, top + 0.1f * unit, unit, 1);
      layers.add(backdrop.layer(Baked.plate(StreetLamps.one(lit), kerb, QUAY, lens, lamp)));
    }
    List<Inset> insets = new ArrayList<>();
    for (Figure figure : scene.figures()) {
      int count = figure == Figure.CAR ? 3 : 1;
      for (int i = 0; i < count; i++) {
        insets.add(passer(figure, i, new Easel.Stand(0, top, unit, 1), lamp));
      }
    }
    boolean flyers = scene.has(Figure.BIRDS) || scene.has(Figure.BALLOON);
    return new Front(lens, layers, insets, flyers ? 0 : (int) (top - 8 * unit));
  }

  /** Somebody or something that passes along the road or over it. */
  private Actor passer(Figure figure, int n, Easel.Stand kerb, Lamp lamp) {
    Puppet puppet = new Troupe(scene, seed).sideways(figure, n);
    boolean flies = figure == Figure.BIRDS || figure == Figure.BALLOON;
    float draw = Maths.hash((int) seed + n * 7, 81);
    float facing = (draw < 0.5f) == (n == 1) ? 1 : -1;
    float pace = scene.camera().pace().figures();
    // A cat is small beside a car, so it passes near the camera.
    boolean near = figure == Figure.CAT;
    float grow = figure == Figure.CAR ? 1.1f + 0.2f * n : near ? 2.3f : 1.35f;
    float unit = flies ? kerb.unit() * 0.35f : kerb.unit() * grow;
    float down = near ? 1.05f : 0.55f + 0.5f * n;
    float y = flies ? lens.horizon() * 0.5f : kerb.y() + kerb.unit() * down;
    float speed = puppet.speed() * unit * facing;
    float middle = lens.width() * (0.5f + 0.16f * (draw - 0.5f));
    float start = middle - speed * backdrop.seconds() * pace * (0.5f - 0.3f * n);
    Actor.Track track = t -> new Easel.Stand(start + speed * t, y, unit, facing);
    return new Actor(puppet, track, new Actor.Role(0, QUAY, pace, null), lens, lamp);
  }

  private Skyline line(Skyline.Row row, float base) {
    return new Skyline(lens, scene.palette(), scene.time(), row, base);
  }

  private Plate plate(Region region, float depth, Paint paint) throws InterruptedException {
    int points = Math.min(lens.width(), lens.height()) > 1300 ? 1 : 2;
    return new Press(backdrop.tone).fill(new Plate(region, depth, true), points, paint);
  }

  /** Adds rows of buildings and the beacons on them. */
  private void add(Plate plate, Skyline... lines) {
    backdrop.layers.add(backdrop.layer(plate));
    for (Skyline line : lines) {
      int on = backdrop.layers.size() - 1;
      backdrop.insets.add(new Sparks(on, line.beacons(), lens.height()));
    }
  }

  private void air(float depth, float row) throws InterruptedException {
    float strength = backdrop.thickAir();
    if (strength > 0.4f) {
      backdrop.layers.add(backdrop.veil(scene.palette().haze(), depth, row, strength));
    }
  }
}
