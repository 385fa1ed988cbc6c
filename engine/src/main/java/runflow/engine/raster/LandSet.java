package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Place;
import runflow.engine.scene.Relief;
import runflow.engine.scene.Scene;

/** Builds shots of natural ground and of the sea. */
final class LandSet {
  private static final float DRY = -99;

  private final Scene scene;
  private final Lens lens;
  private final long seed;
  private final Palette palette;
  private final Backdrop backdrop;

  LandSet(Scene scene, Lens lens, long seed, Size size) {
    this.scene = scene;
    this.lens = lens;
    this.seed = seed;
    palette = scene.palette();
    backdrop = new Backdrop(scene, lens, seed, size);
  }

  Shot land(Place.Land land) throws InterruptedException {
    backdrop.sky(land.relief() == Relief.MOON);
    Ground ground = ground(land.relief());
    float floor = land.water() ? -0.45f : DRY;
    Terrain terrain = new Terrain(lens, scene, ground, floor, seed);
    float[] cuts = ground.cuts();
    float bank = 0;
    int shore = (int) (lens.horizon() + lens.height() * 0.12f) & ~1;
    int first = 0;
    if (land.water()) {
      float away = 0.5f * lens.focal() / (shore - lens.horizon());
      while (cuts[first + 1] < away * 1.3f) {
        first++;
      }
      cuts[first] = away * 0.98f;
      bank = away * 1.12f;
    }
    Stage stage = new Stage(scene, terrain, backdrop, seed, bank);
    for (int k = cuts.length - 2; k >= first; k--) {
      backdrop.layers.add(backdrop.layer(terrain.slice(cuts[k], cuts[k + 1])));
      if (land.relief() == Relief.FOREST) {
        trees(terrain, cuts[k], cuts[k + 1], k);
      }
      stage.enter(cuts[k], cuts[k + 1]);
      air(cuts[k]);
    }
    return finish(land.water() ? new Water.Kind(shore, 0.55f, 0, backdrop.lit()) : null);
  }

  private Shot finish(Water.@Nullable Kind water) {
    List<Overlay> overlays = new ArrayList<>();
    int rows = lens.height();
    if (water != null) {
      overlays.add(new Water(lens, scene, water));
      rows = water.row();
      List<Inset> afloat = new Fleet(scene, backdrop, seed, rows).insets();
      if (!afloat.isEmpty()) {
        overlays.add(new Front(lens, List.of(), afloat, 0));
      }
    }
    overlays.addAll(backdrop.weather());
    return backdrop.shot(overlays, rows);
  }

  private void air(float distance) throws InterruptedException {
    float strength = backdrop.thickAir();
    if (strength > 0) {
      float row = lens.horizon() + 0.35f * lens.focal() / distance;
      backdrop.layers.add(backdrop.veil(palette.haze(), distance, row, strength));
    }
  }

  private void trees(Terrain terrain, float near, float far, int k) throws InterruptedException {
    float[] where = {0.25f, 0.7f};
    for (int i = where.length - 1; i >= 0; i--) {
      float distance = near + (Math.min(far, near * 2.4f) - near) * where[i];
      int count = (int) Math.min(520, 6 + distance * 7);
      if (distance > 4 && distance < 90) {
        var stand = new Trees.Stand(distance, count, (int) seed * 7 + k * 1009 + i * 503);
        Trees trees = new Trees(lens, palette, backdrop.noise, terrain, stand);
        Plate plate = backdrop.press.clear(trees.region(), Terrain.depth(near, far), trees);
        backdrop.layers.add(backdrop.layer(plate));
      }
    }
  }

  private Ground ground(Relief relief) {
    Noise noise = backdrop.noise;
    boolean winter = backdrop.winter();
    return switch (relief) {
      case DUNES -> new Dunes(noise, false);
      case MARS -> new Dunes(noise, true);
      case MOON -> new Craters(noise);
      case PEAKS -> new Peaks(noise, winter);
      case HILLS -> new Meadow(noise, 2.1f, winter);
      case PLAIN -> new Meadow(noise, 0.35f, winter);
      case FOREST -> new Meadow(noise, 1.5f, winter);
    };
  }

  Shot sea() throws InterruptedException {
    backdrop.sky(false);
    Ground coast = new Meadow(backdrop.noise, 0.5f, backdrop.winter());
    Terrain terrain = new Terrain(lens, scene, coast, -0.2f, seed);
    if (Math.floorMod(seed, 3L) != 0) {
      backdrop.layers.add(backdrop.layer(terrain.slice(55, 120)));
    }
    float swell =
        switch (scene.weather()) {
          case RAIN, STORM, DUST -> 2.6f;
          case CLEAR, FOG -> 1.2f;
          case CLOUDS, OVERCAST, SNOW -> 1.6f;
        };
    air(40);
    float foam = scene.weather().wet() ? 1 : 0.55f;
    int row = (int) (lens.horizon() + lens.height() * 0.012f);
    return finish(new Water.Kind(row, swell, foam, backdrop.lit()));
  }
}
