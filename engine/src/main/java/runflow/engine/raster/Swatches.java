package runflow.engine.raster;

import java.util.HashMap;
import java.util.Map;
import runflow.engine.raster.figure.Skin;

/** The colours of skins in the light of one lamp, kept until it turns. Not thread-safe. */
final class Swatches {
  private final Lamp lamp;
  private final Map<Skin, Swatch> all = new HashMap<>();

  /** Where the light came from that the colours are found for. */
  private float side = Float.NaN;

  Swatches(Lamp lamp) {
    this.lamp = lamp;
  }

  /** Turns the lamp to a figure at a column. */
  void aim(float x) {
    float before = side;
    side = lamp.aim(x);
    if (side != before) {
      all.values().forEach(Swatch::start);
    }
  }

  /** The colours of a skin. */
  Swatch of(Skin skin) {
    return all.computeIfAbsent(skin, one -> new Swatch(lamp, one));
  }
}
