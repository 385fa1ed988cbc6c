package runflow.engine.raster.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stripes, spots or strands of one colour.
 *
 * @param strokes of each, at rest: x, y and radius of its two ends
 */
record Strokes(Skin skin, List<double[]> strokes) implements Marks {
  /** Stripes that come down from the back, every other one farther. */
  static Marks stripes(Quadruped.Build build, double apart, Skin skin) {
    List<double[]> strokes = new ArrayList<>();
    for (double[] section : sections(build, apart)) {
      boolean far = strokes.size() % 4 == 0;
      double own = 0.18 * Bones.sin(0.19 * strokes.size());
      double x = section[0];
      double r = section[2];
      double top = section[1] + 0.94 * r;
      double middle = section[1] + (far ? 0.3 : 0.5) * r;
      double low = section[1] - ((far ? 0.6 : 0.15) + own) * r;
      double lean = (0.06 + 0.5 * own) * r;
      double thick = (far ? 0.075 : 0.055) * r;
      strokes.add(new double[] {x + lean, top, 0.5 * thick, x, middle, thick});
      strokes.add(new double[] {x, middle, thick, x + 0.5 * lean, low, 0.1 * thick});
    }
    return new Strokes(skin, strokes);
  }

  /** Spots all over the flank. */
  static Marks spots(Quadruped.Build build, double apart, Skin skin) {
    List<double[]> strokes = new ArrayList<>();
    boolean odd = false;
    for (double[] section : sections(build, apart)) {
      for (double up = odd ? 0.83 : 0.62; up > -0.7; up -= 0.42) {
        double x = section[0] + 0.02 * Bones.sin(3.7 * up + section[0]);
        double y = section[1] + up * section[2];
        strokes.add(new double[] {x, y, 0.022, x + 0.008, y + 0.012, 0.02});
      }
      odd = !odd;
    }
    return new Strokes(skin, strokes);
  }

  /** Sections of the body that lie so far apart, from the rump to the cheeks. */
  private static List<double[]> sections(Quadruped.Build build, double apart) {
    List<double[]> all = new ArrayList<>(List.of(Spline.through(build.trunk(), 6)));
    all.addAll(List.of(Spline.through(build.neck(), 6)));
    all.addAll(List.of(Spline.through(Arrays.copyOf(build.head(), 2), 6)));
    List<double[]> some = new ArrayList<>();
    double next = all.getFirst()[0];
    for (double[] section : all) {
      if (section[0] >= next) {
        some.add(section);
        next = section[0] + apart;
      }
    }
    return some;
  }

  @Override
  public void draw(Sketch sketch, Posture posture) {
    double[] blades = new double[strokes.size() * Part.Blades.BLADE];
    int at = 0;
    for (double[] stroke : strokes) {
      for (int end = 0; end < Part.Blades.BLADE; end += Part.Blades.END) {
        double x = stroke[end];
        double y = stroke[end + 1];
        double[] place = x < posture.nape()[0] + 0.1 ? posture.body(x, y) : posture.head(x, y);
        blades[at++] = place[0];
        blades[at++] = place[1];
        blades[at++] = stroke[end + 2];
      }
    }
    sketch.blades(skin, 0, 0.25, blades);
  }
}
