package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import runflow.engine.scene.Move;
import runflow.engine.scene.Particles;

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
    byte[] first = frame(Move.PAN_RIGHT, 0);
    byte[] last = frame(Move.PAN_RIGHT, 4);
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

  @Test
  void nothingFloatsUnlessItIsNamedAndSnowIsOfThePicturesLight() throws InterruptedException {
    byte[] plain = draw(Particles.NONE, 1);
    byte[] motes = draw(Particles.MOTES, 1);
    byte[] snow = draw(Particles.SNOW, 1);
    assertThat(changed(plain, motes)).isBetween(50, WIDTH * HEIGHT / 10);
    assertThat(changed(plain, snow)).isBetween(1000, WIDTH * HEIGHT / 4);
    int brightest = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      brightest = Math.max(brightest, snow[i] & 255);
    }
    assertThat(brightest).as("no brighter than white in this picture").isLessThan(232);
  }

  @Test
  void everyKindIsDrawnAndAlwaysAlike() throws InterruptedException {
    byte[] plain = draw(Particles.NONE, 2);
    for (Particles kind : Particles.values()) {
      byte[] frame = draw(kind, 2);
      assertThat(Arrays.equals(plain, frame)).as("%s", kind).isEqualTo(kind == Particles.NONE);
      assertThat(draw(kind, 2)).as("%s again", kind).isEqualTo(frame);
    }
  }

  /** How many bytes of luma differ by more than grain. */
  private static int changed(byte[] a, byte[] b) {
    int count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      count += Math.abs((a[i] & 255) - (b[i] & 255)) > 3 ? 1 : 0;
    }
    return count;
  }

  private static byte[] draw(Particles particles, float time) throws InterruptedException {
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    PictureShot.of(VIEW, Move.STATIC, particles, 1, new Size(WIDTH, HEIGHT, 4)).draw(time, frame);
    return frame;
  }

  private static byte[] frame(Move move, float time) throws InterruptedException {
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    PictureShot.of(VIEW, move, Particles.NONE, 1, new Size(WIDTH, HEIGHT, 4)).draw(time, frame);
    return frame;
  }
}
