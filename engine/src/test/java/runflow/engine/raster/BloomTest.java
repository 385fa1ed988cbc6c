package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** What is not drawn of a flower because others hide it, or because it has a box, is not missed. */
class BloomTest {
  private static final int SIDE = 900;
  private static final float FEW_FACETS = 299;
  private static final float MANY_FACETS = 390;
  private static final Bloom.Spot MIDDLE = new Bloom.Spot(SIDE / 2f, SIDE / 2f, 330);

  @ParameterizedTest
  @ValueSource(floats = {FEW_FACETS, MANY_FACETS})
  void whatIsLeftOutIsHidden(float size) {
    Bloom bloom = bloom(size);
    for (float open = 0.13f; open <= 1; open += open < 0.8f ? 0.01f : 0.05f) {
      bloom.draw(MIDDLE, open, Bloom.OVERLAPS);
      float[][] less = rows(bloom);
      bloom.draw(MIDDLE, open, Collections.nCopies(Bloom.OVERLAPS.size(), Overlap.NONE));
      assertThat(Arrays.deepEquals(less, rows(bloom))).as("open by %.2f", open).isTrue();
    }
  }

  @Test
  void itsBoxDoesNotCutItWhenTheCameraIsNearest() {
    Bloom.Spot near = new Bloom.Spot(SIDE / 2f, SIDE / 2f, 300 * Bloom.NEAREST);
    Bloom boxed = bloom(300);
    Bloom free = bloom(450);
    boxed.draw(near, 1, Bloom.OVERLAPS);
    free.draw(near, 1, Bloom.OVERLAPS);
    assertThat(reach(boxed)).containsExactly(reach(free));
  }

  /** The first and the last column, and the first and the last row, at which it shows anything. */
  private static int[] reach(Bloom bloom) {
    int[] reach = {SIDE, 0, SIDE, 0};
    float[][] rows = rows(bloom);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        if (rows[y][x] != 16) {
          reach[0] = Math.min(reach[0], x);
          reach[1] = Math.max(reach[1], x);
          reach[2] = Math.min(reach[2], y);
          reach[3] = Math.max(reach[3], y);
        }
      }
    }
    return reach;
  }

  /** All that it shows: luma, then blue, then red. */
  private static float[][] rows(Bloom bloom) {
    float[][] rows = new float[2 * SIDE][];
    for (int i = 0; i < rows.length; i++) {
      int plane = i < SIDE ? 0 : i < SIDE * 3 / 2 ? 1 : 2;
      rows[i] = new float[plane == 0 ? SIDE : SIDE / 2];
      Arrays.fill(rows[i], plane == 0 ? 16 : 128);
      bloom.add(plane, plane == 0 ? i : i % (SIDE / 2), rows[i]);
    }
    return rows;
  }

  private static Bloom bloom(float size) {
    Scene scene = new SceneReader().read("a flower opens in a garden", "", 7);
    Palette palette = scene.palette();
    Lens lens = Lens.of(SIDE, SIDE, palette, 7);
    Backdrop backdrop = new Backdrop(scene, lens, 7, new Size(SIDE, SIDE, 8));
    Rgb red = new Rgb(0.6f, 0.05f, 0.05f);
    var kind = new Bloom.Kind(MIDDLE.x(), MIDDLE.y(), size, 8, red, red);
    return new Bloom(0, 5, kind, backdrop, palette);
  }
}
