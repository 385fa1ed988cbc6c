package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** What petals hide of others is not drawn, and nobody can tell. */
class BloomTest {
  private static final int SIDE = 900;
  private static final Bloom.Spot MIDDLE = new Bloom.Spot(SIDE / 2f, SIDE / 2f, 390);

  private final Bloom bloom = bloom();

  @Test
  void whatIsLeftOutIsHidden() {
    for (float open = 0.13f; open <= 1; open += open < 0.8f ? 0.01f : 0.05f) {
      bloom.draw(MIDDLE, open, Bloom.OVERLAPS);
      float[][] less = rows();
      bloom.draw(MIDDLE, open, Collections.nCopies(Bloom.OVERLAPS.size(), Overlap.NONE));
      assertThat(Arrays.deepEquals(less, rows())).as("open by %.2f", open).isTrue();
    }
  }

  /** All that it shows: luma, then blue, then red. */
  private float[][] rows() {
    float[][] rows = new float[2 * SIDE][];
    for (int i = 0; i < rows.length; i++) {
      int plane = i < SIDE ? 0 : i < SIDE * 3 / 2 ? 1 : 2;
      rows[i] = new float[plane == 0 ? SIDE : SIDE / 2];
      Arrays.fill(rows[i], plane == 0 ? 16 : 128);
      bloom.add(plane, plane == 0 ? i : i % (SIDE / 2), rows[i]);
    }
    return rows;
  }

  private static Bloom bloom() {
    Scene scene = new SceneReader().read("a flower opens in a garden", "", 7);
    Palette palette = scene.palette();
    Lens lens = Lens.of(SIDE, SIDE, palette, 7);
    Backdrop backdrop = new Backdrop(scene, lens, 7, new Size(SIDE, SIDE, 8));
    Rgb red = new Rgb(0.6f, 0.05f, 0.05f);
    var kind = new Bloom.Kind(MIDDLE.x(), MIDDLE.y(), MIDDLE.size(), 8, red, red);
    return new Bloom(0, 5, kind, backdrop, palette);
  }
}
