package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Weather;

/** Builds shots of a skyline over a river. */
final class CitySet {
  private final Scene scene;
  private final Lens lens;
  private final long seed;
  private final Backdrop backdrop;

  CitySet(Scene scene, Lens lens, long seed, Size size) {
    this.scene = scene;
    this.lens = lens;
    this.seed = seed;
    backdrop = new Backdrop(scene, lens, seed, size);
  }

  Shot shot() throws InterruptedException {
    backdrop.sky(false);
    int key = (int) (seed * 101 + 5);
    int bank = (int) (lens.horizon() + lens.height() * 0.10f) & ~1;
    row(new Skyline.Row(52, 0.34f, 0.055f, key), bank - lens.height() * 0.03f);
    row(new Skyline.Row(34, 0.44f, 0.075f, key + 7001), bank - lens.height() * 0.018f);
    air(30, bank);
    row(new Skyline.Row(22, 0.30f, 0.085f, key + 14009), bank - lens.height() * 0.008f);
    row(new Skyline.Row(15, 0.16f, 0.11f, key + 21011), bank + 2f);
    air(14, bank);
    List<Overlay> overlays = new ArrayList<>();
    float swell = scene.weather().wet() ? 1.1f : 0.6f;
    overlays.add(new Water(lens, scene, new Water.Kind(bank, swell, 0, backdrop.lit())));
    overlays.addAll(backdrop.weather());
    return backdrop.shot(overlays, bank);
  }

  private void row(Skyline.Row row, float base) throws InterruptedException {
    Skyline line = new Skyline(lens, scene.palette(), scene.time(), row, base);
    Plate plate = new Plate(line.region(), row.distance(), true);
    int points = Math.min(lens.width(), lens.height()) > 1300 ? 1 : 4;
    backdrop.press.fill(plate, points, line);
    backdrop.insets.add(new Sparks(backdrop.layers.size(), line.beacons(), lens.height()));
    backdrop.layers.add(backdrop.layer(plate));
  }

  private void air(float depth, float row) throws InterruptedException {
    float strength = backdrop.thickAir();
    if (strength > 0) {
      backdrop.layers.add(backdrop.veil(scene.palette().haze(), depth, row, strength));
    }
  }
}
