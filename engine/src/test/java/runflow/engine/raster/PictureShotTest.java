package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class PictureShotTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  /** A pale sky over dark ground, each with an upright bar. */
  private static final Pixels VIEW =
      new Pixels(
          WIDTH,
          HEIGHT,
          (y, argb) -> {
            boolean sky = y < HEIGHT / 2;
            Arrays.fill(argb, sky ? 0xffc0d0e0 : 0xff604020);
            Arrays.fill(argb, 315, 325, sky ? 0xffa0b0c0 : 0xffe0c0a0);
          });

  @Test
  void nearPartsMoveMoreThanFarOnes() throws InterruptedException {
    byte[] first = frame("pan right, clear day", 0);
    byte[] last = frame("pan right, clear day", 4);
    int far = Math.abs(bar(first, 60, false) - bar(last, 60, false));
    int near = Math.abs(bar(first, 320, true) - bar(last, 320, true));
    assertThat(near).isGreaterThan(far + 3);
  }

  /** The column where a row is darkest or brightest. */
  private static int bar(byte[] frame, int row, boolean bright) {
    int best = 0;
    for (int x = 0; x < WIDTH; x++) {
      int v = frame[row * WIDTH + x] & 255;
      int held = frame[row * WIDTH + best] & 255;
      boolean inner = x > WIDTH / 4 && x < WIDTH * 3 / 4;
      if (best == 0 || (inner && (bright ? v > held : v < held))) {
        best = inner ? x : best;
      }
    }
    return best;
  }

  private static byte[] frame(String prompt, float time) throws InterruptedException {
    Scene scene = new SceneReader().read(prompt, "dust motes rain snow", 1);
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    PictureShot.of(VIEW, scene, 1, new Size(WIDTH, HEIGHT, 4)).draw(time, frame);
    return frame;
  }
}
