package runflow.engine.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Place;
import runflow.engine.scene.Relief;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Weather;

/** Builds shots of natural ground and of the sea. */
final class LandSet {
  private static final float DRY = -99;

  /** Fewer bands of ground than this are built all at once, to keep both cores busy. */
  private static final int FEW = 3;

  private final Scene scene;
  private final Lens lens;
  private final long seed;
  private final Palette palette;
  private final Backdrop backdrop;
  private final List<Overlay> grass = new ArrayList<>();

  LandSet(Scene scene, Lens lens, long seed, Size size) {
    this.scene = scene;
    this.lens = lens;
    this.seed = seed;
    palette = scene.palette();
    backdrop = new Backdrop(scene, lens, seed, size);
  }

  Shot land(Place.Land land) throws InterruptedException {
    Ground ground = ground(land.relief());
    float floor = land.water() ? -0.45f : DRY;
    float[] cuts = cuts(ground, land);
    float bank = 0;
    int shore = (int) (lens.horizon() + lens.height() * 0.12f) & ~1;
    int first = 0;
    if (land.water()) {
      float away = 0.5f * lens.focal() / (shore - lens.horizon());
      while (cuts[first + 1] < away * 1.3f) {
        first++;
      }
      cuts[first] = away * 0.98f;
      bank = away * 1.2f;
      ground = new Shore(ground, away, floor);
    }
    Terrain terrain = new Terrain(lens, scene, ground, floor, seed);
    float[] used = Arrays.copyOfRange(cuts, first, cuts.length);
    Ground shaped = ground;
    List<Sown> bands = bands(land, used, () -> new Terrain(lens, scene, shaped, floor, seed));
    List<List<Plate>> plates = plates(land.relief() == Relief.MOON, bands);
    Cast cast = new Cast(scene, new Stage(scene, terrain, backdrop, bank), seed);
    for (int k = used.length - 2; k >= 0; k--) {
      layers(plates.get(k), false);
      cast.enter(used[k], used[k + 1]);
      layers(plates.get(k), true);
      air(used[k]);
    }
    if (stormy()) {
      Skylights.flash(backdrop, seed);
    }
    if (grassy(land)) {
      grass.add(new Grass(lens, palette, backdrop.tone, (int) seed));
    }
    return finish(land.water() ? new Water.Kind(shore, 0.55f, 0, backdrop.lit()) : null);
  }

  /** Distances between which ground moves as one. Trees hide how what is far behind them moves. */
  private float[] cuts(Ground ground, Place.Land land) {
    float[] cuts = ground.cuts();
    cuts[0] = Math.min(cuts[0], Terrain.nearest(lens));
    if (land.relief().wooded()) {
      int last = cuts.length - 1;
      cuts[last - 1] = cuts[last];
      return Arrays.copyOf(cuts, last);
    }
    return cuts;
  }

  /** Adds the plates of a band: those that frame the picture stand before its figures. */
  private void layers(List<Plate> band, boolean frame) {
    for (Plate plate : band) {
      if ((plate.depth == Boughs.DEPTH) == frame) {
        backdrop.layers.add(backdrop.layer(plate));
      }
    }
  }

  /** The ground between each two of some distances, with its trees. */
  private List<Sown> bands(Place.Land land, float[] cuts, Supplier<Terrain> terrains)
      throws InterruptedException {
    Terrain terrain = terrains.get();
    Woods woods = land.relief().wooded() ? new Woods(scene, land, backdrop, terrain, seed) : null;
    List<Sown> bands = new ArrayList<>();
    for (int k = 0; k + 1 < cuts.length; k++) {
      float from = cuts[k];
      float to = cuts[k + 1];
      bands.add(
          outlook -> {
            List<Making> band = new ArrayList<>();
            band.add(terrain.tract(from, to, outlook, terrains));
            if (woods != null) {
              band.addAll(woods.between(from, to, outlook));
            }
            return band;
          });
    }
    return bands;
  }

  /** Plates between two distances, to be built when it is known what is seen of them. */
  private interface Sown {
    List<Making> plates(Outlook outlook);
  }

  /**
   * Builds the sky and every plate of the ground: first the near half, then what that does not hide
   * of the far half.
   */
  private List<List<Plate>> plates(boolean airless, List<Sown> bands) throws InterruptedException {
    int half = bands.size() < FEW ? 0 : (bands.size() + 1) / 2;
    List<List<Plate>> out = new ArrayList<>(plates(bands.subList(0, half), backdrop.outlook, null));
    List<Plate> near = out.stream().flatMap(List::stream).toList();
    Outlook beyond = backdrop.outlook.past(near);
    Callable<Plate> sky =
        () -> {
          backdrop.sky(airless);
          return backdrop.layers.getFirst().plate;
        };
    out.addAll(plates(bands.subList(half, bands.size()), beyond, sky));
    return out;
  }

  private static List<List<Plate>> plates(
      List<Sown> bands, Outlook outlook, @Nullable Callable<Plate> more)
      throws InterruptedException {
    List<List<Making>> made = bands.stream().map(band -> band.plates(outlook)).toList();
    List<Callable<Plate>> tasks = new ArrayList<>();
    made.forEach(band -> band.forEach(plate -> tasks.addAll(plate.parts())));
    if (more != null) {
      tasks.add(more);
    }
    Together.run(tasks);
    List<Callable<Plate>> ends = new ArrayList<>();
    made.forEach(band -> band.forEach(plate -> ends.add(plate::plate)));
    Iterator<Plate> built = Together.run(ends).iterator();
    return made.stream()
        .map(band -> Stream.generate(built::next).limit(band.size()).toList())
        .toList();
  }

  private Shot finish(Water.@Nullable Kind water) throws InterruptedException {
    List<Overlay> overlays = new ArrayList<>();
    int rows = lens.height();
    if (water != null) {
      overlays.add(new Water(lens, scene, water));
      rows = water.row();
      afloat(new Fleet(scene, backdrop, seed, rows).insets(), overlays);
    }
    overlays.addAll(grass);
    overlays.addAll(backdrop.weather());
    return backdrop.shot(overlays, rows);
  }

  /** Draws a fleet, if there is one, over what is before it. */
  private void afloat(List<Inset> fleet, List<Overlay> overlays) {
    if (!fleet.isEmpty()) {
      overlays.add(new Front(lens, List.of(), fleet, 0));
    }
  }

  private void air(float distance) throws InterruptedException {
    float strength = backdrop.thickAir();
    boolean thin = strength < 0.4f && distance < 10;
    if (strength > 0 && !thin) {
      float row = lens.horizon() + 0.35f * lens.focal() / distance;
      backdrop.layers.add(backdrop.veil(palette.haze(), distance, row, strength));
    }
  }

  private Ground ground(Relief relief) {
    Noise noise = backdrop.noise;
    boolean winter = backdrop.winter();
    return switch (relief) {
      case DUNES -> new Dunes(noise, false);
      case MARS -> new Dunes(noise, true);
      case MOON -> new Craters(noise);
      case PEAKS -> new Peaks(noise, winter, scene.look());
      case HILLS -> new Meadow(noise, 2.6f, winter, scene.look());
      case PLAIN -> new Meadow(noise, stormy() ? 1.5f : 0.5f, winter, scene.look());
      case FOREST -> new Meadow(noise, 1.5f, winter, scene.look());
      case JUNGLE -> new Meadow(noise, 1.5f);
    };
  }

  private boolean stormy() {
    return scene.weather() == Weather.STORM;
  }

  /** Whether long grass bends in the wind before the camera. */
  private boolean grassy(Place.Land land) {
    return land.relief() == Relief.PLAIN && stormy() && !land.water() && !scene.wintry();
  }

  Shot sea() throws InterruptedException {
    Ground coast = new Meadow(backdrop.noise, 0.5f, backdrop.winter(), scene.look());
    Terrain terrain = new Terrain(lens, scene, coast, -0.2f, seed);
    List<Making> lands = new ArrayList<>();
    if (Math.floorMod(seed, 3L) != 0) {
      lands.add(
          terrain.tract(
              55, 120, backdrop.outlook, () -> new Terrain(lens, scene, coast, -0.2f, seed)));
    }
    List<Plate> built = plates(false, List.of(_ -> lands)).getFirst();
    built.forEach(land -> backdrop.layers.add(backdrop.layer(land)));
    float swell =
        switch (scene.weather()) {
          case RAIN, STORM, DUST -> 2.6f;
          case CLEAR, FOG -> 1.2f;
          case CLOUDS, OVERCAST, SNOW -> 1.6f;
        };
    new Cast(scene, new Stage(scene, terrain, backdrop, 0), seed).enterSea();
    air(40);
    if (scene.highSea()) {
      return highSea();
    }
    float foam = scene.weather().wet() ? 1 : 0.55f;
    int row = (int) (lens.horizon() + lens.height() * 0.012f);
    if (scene.place() instanceof Place.Sea waters && waters.waters() == Place.Waters.BEACH) {
      return beach(row, swell);
    }
    return finish(new Water.Kind(row, swell, foam, backdrop.lit()));
  }

  /** A sea behind sand, on which figures cross. */
  private Shot beach(int row, float swell) throws InterruptedException {
    Beach beach = new Beach(scene, backdrop, seed);
    var water = new Water.Kind(row, swell * 0.7f, 0.5f, backdrop.lit(), beach::hides);
    List<Overlay> overlays = new ArrayList<>();
    overlays.add(new Water(lens, scene, water));
    afloat(new Fleet(scene, backdrop, seed, row).insets(), overlays);
    overlays.addAll(beach.overlays());
    overlays.addAll(backdrop.weather());
    return backdrop.shot(overlays, row);
  }

  /** A sea of tall waves, with what floats between them. */
  private Shot highSea() throws InterruptedException {
    HighSea sea = new HighSea(lens, scene, 5.6f);
    if (stormy()) {
      sea.flash(new Bolt(0, (int) seed)::flash);
    }
    List<Overlay> overlays = new ArrayList<>();
    overlays.add(sea.far(HighSea.AMONG));
    afloat(new Fleet(scene, backdrop, seed, lens.horizon()).among(sea), overlays);
    overlays.add(sea.near());
    overlays.addAll(backdrop.weather());
    return backdrop.shot(overlays, lens.height());
  }
}
