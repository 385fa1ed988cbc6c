package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
                List.<Callable<List<Plate>>>of(
                    () -> plates(near, middle, back),
                    () -> {
                      backdrop.sky(false);
                      return List.of();
                    }))
            .getFirst();
    add(plates.get(2), back);
    air(50, bank);
    add(plates.get(1), middle);
    glow(middle);
    add(plates.get(0), near);
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
    Easel.Stand road = new Easel.Stand(0, top, unit, 1);
    Actor.Role behind = new Actor.Role(0, QUAY, pace(), null);
    Actor.Role before = new Actor.Role(layers.size() - 1, QUAY, pace(), null);
    List<Inset> insets = new ArrayList<>();
    for (Figure figure : scene.figures()) {
      if (figure != Figure.CAR && figure != Figure.CAT) {
        insets.add(passer(figure, road, behind, lamp));
      }
    }
    if (scene.has(Figure.CAR)) {
      insets.addAll(traffic(road, before, lamp));
    }
    if (scene.has(Figure.CAT)) {
      insets.add(passer(Figure.CAT, road, before, lamp));
    }
    boolean flyers = scene.has(Figure.BIRDS) || scene.has(Figure.BALLOON);
    return new Front(lens, layers, insets, flyers ? 0 : (int) (top - 8 * unit));
  }

  /** Cars on the road, before its lamps. */
  private List<Actor> traffic(Easel.Stand road, Actor.Role role, Lamp lamp) {
    Troupe troupe = new Troupe(scene, seed);
    float life = backdrop.seconds() * pace();
    Traffic traffic = new Traffic(lens, road, life, (int) seed);
    return traffic.cars().stream()
        .map(
            car -> {
              Puppet puppet = troupe.sideways(Figure.CAR, car.number());
              return new Actor(puppet, traffic.track(car), role, lens, lamp);
            })
        .toList();
  }

  /** Somebody or something that passes along the road or over it. */
  private Actor passer(Figure figure, Easel.Stand road, Actor.Role role, Lamp lamp) {
    Puppet puppet = new Troupe(scene, seed).sideways(figure, 0);
    float draw = Maths.hash((int) seed, 81);
    float facing = draw < 0.5f ? -1 : 1;
    Easel.Stand place = place(figure, road);
    float unit = place.unit();
    float speed = puppet.speed() * unit * facing;
    float middle = lens.width() * (0.5f + 0.16f * (draw - 0.5f));
    float start = middle - speed * backdrop.seconds() * pace() * 0.5f;
    Actor.Track track = t -> new Easel.Stand(start + speed * t, place.y(), unit, facing);
    return new Actor(puppet, track, role, lens, lamp);
  }

  /** The row at which somebody passes, and pixels for a metre there. */
  private Easel.Stand place(Figure figure, Easel.Stand road) {
    float unit = road.unit();
    if (figure == Figure.BIRDS || figure == Figure.BALLOON) {
      return new Easel.Stand(0, lens.horizon() * 0.5f, unit * 0.35f, 1);
    }
    // A cat is small beside others, so it passes near the camera.
    boolean near = figure == Figure.CAT;
    if (scene.has(Figure.CAR)) {
      return near ? Traffic.verge(lens, road) : Traffic.pavement(road);
    }
    float down = near ? 1.05f : 0.55f;
    return new Easel.Stand(0, road.y() + unit * down, unit * (near ? 2.3f : 1.35f), 1);
  }

  /** Seconds that pass for figures in a second of the video. */
  private float pace() {
    return scene.camera().pace().figures();
  }

  private Skyline line(Skyline.Row row, float base) {
    return new Skyline(lens, scene.palette(), scene.time(), row, base);
  }

  /** The plates of rows of buildings, each of which hides some of those that follow it. */
  private List<Plate> plates(Skyline... lines) throws InterruptedException {
    int points = Math.min(lens.width(), lens.height()) > 1300 ? 1 : 2;
    List<Plate> out = new ArrayList<>();
    for (Skyline line : lines) {
      Press press = new Press(backdrop.tone, backdrop.outlook.past(out));
      float depth = line.distance();
      Plate plate = new Plate(press.seen(line.region(), depth), depth, true);
      out.add(press.fillTogether(plate, points, () -> line));
    }
    return out;
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
