package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of a plate shows the same on the picture, in whichever loop it is spread. */
class PlacementTest {
  private static final int WIDTH = 320;
  private static final Lens LENS = new Lens(WIDTH, 180, 220, 90, 60, 40);

  @ParameterizedTest
  @ValueSource(floats = {1, 1.02f, 1.3f})
  void eachColumnShowsTheSamplesAroundIt(float zoom) {
    Plate plate = new Plate(Region.whole(LENS, 1), 10, true);
    Placement placement = placed(plate, zoom, 0);
    float[] samples = new float[plate.region.width() + 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i * i % 97;
    }
    float[] out = new float[WIDTH];
    placement.spread(samples, out, 3, WIDTH - 5, new float[2][WIDTH]);
    for (int x = 3; x < WIDTH - 5; x++) {
      float left = samples[placement.index[x]];
      float right = samples[placement.index[x] + 1];
      float middle = left + (right - left) * placement.weight[x];
      assertThat(out[x]).as("column %d", x).isCloseTo(middle, within(0.001f));
    }
  }

  @Test
  void whatKeepsItsSizeIsStretchedLikeWhatGrows() {
    Region region = Region.whole(LENS, 2);
    Plate far = new Plate(region, 4000, false);
    short[] samples = far.luma.samples;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i * 31 % 9000);
    }
    int width = far.luma.width;
    int[] from = new int[far.luma.height];
    int[] to = new int[far.luma.height];
    Arrays.fill(to, width);
    var source = new Stretched.Source(samples, width, from, to, 1 / Plate.UNIT);
    Plate near = new Plate(region, 10, false);
    float[] found = stretched(source, placed(near, 0));
    assertThat(stretched(source, placed(far, 0))).containsExactly(found, within(4f));
    assertThat(stretched(source, placed(near, 1))).containsExactly(found, within(4f));
  }

  @Test
  void onlyWhatIsFarOrNotApproachedKeepsItsSize() {
    Region region = Region.whole(LENS, 2);
    Placement placement = new Placement(WIDTH);
    View nearer = new View(0, 0, 0.1f, 0, 0, 1.02f, 1, 24);
    placement.place(new Plate(region, 10, false), LENS, nearer, 0, false);
    assertThat(placement.keepsSize()).isFalse();
    placement.place(new Plate(region, 4000, false), LENS, nearer, 0, false);
    assertThat(placement.keepsSize()).isTrue();
    assertThat(placed(new Plate(region, 10, false), 1).keepsSize()).isTrue();
  }

  private static float[] stretched(Stretched.Source source, Placement placement) {
    Stretched rows = new Stretched(source, WIDTH);
    rows.start();
    return rows.row(5, placement);
  }

  private static Placement placed(Plate plate, int frame) {
    return placed(plate, 1.02f, frame);
  }

  private static Placement placed(Plate plate, float zoom, int frame) {
    Placement placement = new Placement(WIDTH);
    placement.place(plate, LENS, new View(0, 0, 0, 0.01f, 0, zoom, 0, frame), 0, false);
    return placement;
  }
}
