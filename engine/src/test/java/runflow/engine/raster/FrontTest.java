package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.engine.scene.Camera;
import runflow.engine.scene.Move;
import runflow.engine.scene.Pace;

/** What is drawn over a finished frame shows of that what it does not hide. */
class FrontTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;
  private static final Lens LENS = new Lens(WIDTH, HEIGHT, 50, 10, 8, 8);

  /** Rows on which the front begins. */
  private static final int TOP = 12;

  @Test
  void nothingShowsThroughWhatIsOpaque() throws InterruptedException {
    byte[] dark = drawn(1, 40);
    byte[] bright = drawn(1, 200);
    for (int y = 0; y < HEIGHT; y++) {
      byte[] row = row(dark, y);
      if (y < TOP - 2) {
        assertThat(row).as("row %d", y).containsOnly(40);
      } else if (y > TOP + 2) {
        assertThat(row).as("row %d", y).isEqualTo(row(bright, y));
      }
    }
  }

  @Test
  void whatIsBehindShowsThroughTheRest() throws InterruptedException {
    int dark = row(drawn(0.5f, 40), TOP + 6)[WIDTH / 2] & 255;
    int bright = row(drawn(0.5f, 200), TOP + 6)[WIDTH / 2] & 255;
    assertThat(bright - dark).isBetween(78, 82);
  }

  private static byte[] row(byte[] frame, int y) {
    return Arrays.copyOfRange(frame, y * WIDTH, (y + 1) * WIDTH);
  }

  /** A frame of one brightness, over which the rows from the top on are painted. */
  private static byte[] drawn(float alpha, int behind) throws InterruptedException {
    Paint paint =
        (_, y, rgba) -> {
          Arrays.fill(rgba, 0, 3, 0.2f);
          rgba[3] = y < TOP ? 0 : alpha;
        };
    Region region = Region.rows(LENS, 1, TOP - 2, HEIGHT + LENS.marginY());
    Plate plate = new Press(new Tone(1)).clear(region, 5, paint);
    Front front = new Front(LENS, List.of(new Layer(plate, 0, LENS)), List.of(), 0);
    byte[] bytes = new byte[WIDTH * HEIGHT * 3 / 2];
    Arrays.fill(bytes, (byte) behind);
    Camera still = new Camera(Move.STATIC, Pace.REAL, false);
    front.draw(new Frame(bytes, WIDTH, HEIGHT), View.at(still, 1, 4));
    return bytes;
  }
}
