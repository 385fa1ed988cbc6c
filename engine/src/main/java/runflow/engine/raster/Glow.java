package runflow.engine.raster;

/**
 * Light added over a frame: the flare of the sun, beams through a window. Held at a quarter of a
 * 720p picture's resolution. Not thread-safe.
 */
final class Glow {
  /** Where a glow's strength comes from. */
  interface Gain {
    /** Factor at a time in seconds, around 1. */
    float at(float time);
  }

  private final Layer layer;
  private final Gain gain;
  private final Stretched[] planes = new Stretched[3];
  private final int[][] from = new int[3][];
  private final int[][] to = new int[3][];
  private float strength;

  /** Paints display light: r, g, b in 0 to 1 after the tone curve. */
  Glow(Lens lens, float depth, float drift, Paint paint, Gain gain) {
    float scale = 4 * lens.scale();
    Region region = Region.whole(lens, scale);
    Plate plate = new Plate(region, depth, false);
    this.gain = gain;
    float[] rgb = new float[4];
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        paint.at(region.left() + x * scale, region.top() + y * scale, rgb);
        store(plate, x, y, rgb);
      }
    }
    layer = new Layer(plate, drift, lens);
    for (int plane = 0; plane < 3; plane++) {
      Surface surface = plate.surface(plane);
      survey(plane, surface);
      planes[plane] =
          new Stretched(
              new Stretched.Source(
                  surface.samples, surface.width, from[plane], to[plane], 1 / Plate.UNIT),
              plane == 0 ? lens.width() : lens.width() / 2);
    }
  }

  private static void store(Plate plate, int x, int y, float[] rgb) {
    float luma = 0.2126f * rgb[0] + 0.7152f * rgb[1] + 0.0722f * rgb[2];
    plate.luma.samples[y * plate.luma.width + x] = (short) (219 * luma * Plate.UNIT);
    if ((x & 1) == 0 && (y & 1) == 0) {
      int at = y / 2 * plate.blue.width + x / 2;
      plate.blue.samples[at] = (short) (224 * (rgb[2] - luma) / 1.8556f * Plate.UNIT);
      plate.red.samples[at] = (short) (224 * (rgb[0] - luma) / 1.5748f * Plate.UNIT);
    }
  }

  /** Finds the part of each row that has light to add. */
  private void survey(int plane, Surface surface) {
    from[plane] = new int[surface.height];
    to[plane] = new int[surface.height];
    for (int y = 0; y < surface.height; y++) {
      int first = 0;
      while (first < surface.width && dark(surface, y, first)) {
        first++;
      }
      int last = surface.width;
      while (last > first && dark(surface, y, last - 1)) {
        last--;
      }
      from[plane][y] = first;
      to[plane][y] = first == surface.width ? 0 : last;
    }
  }

  private static boolean dark(Surface surface, int y, int x) {
    return Math.abs(surface.samples[y * surface.width + x]) <= Plate.UNIT / 3;
  }

  void place(Lens lens, View view) {
    layer.place(lens, view);
    for (Stretched plane : planes) {
      plane.start();
    }
    strength = gain.at(view.time());
  }

  /** Adds the light to a row of a plane. */
  void add(int plane, int y, float[] row) {
    if (strength < 0.004f) {
      return;
    }
    Surface surface = layer.plate.surface(plane);
    Placement placement = layer.placement(plane);
    float place = Math.min(surface.height - 1.001f, Math.max(0, placement.row(y)));
    int j = (int) place;
    if (Math.min(from[plane][j], from[plane][j + 1]) >= Math.max(to[plane][j], to[plane][j + 1])) {
      return;
    }
    float[] above = planes[plane].row(j, placement);
    float[] below = planes[plane].row(j + 1, placement);
    int first = Math.min(planes[plane].first(j), planes[plane].first(j + 1));
    int last = Math.max(planes[plane].last(j), planes[plane].last(j + 1));
    add(above, below, place - j, row, first, last);
  }

  private void add(float[] above, float[] below, float share, float[] row, int first, int last) {
    float low = share * strength;
    float top = strength - low;
    for (int i = first; i < last; i++) {
      row[i] += above[i] * top + below[i] * low;
    }
  }
}
