package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BlurTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 7;

  @Test
  void eachCellIsTheMeanOfThoseAroundIt() {
    float[] sheet = new float[WIDTH * HEIGHT];
    for (int i = 0; i < sheet.length; i++) {
      sheet[i] = Maths.hash(i);
    }
    float[] before = sheet.clone();
    int radius = 2;
    new Blur(WIDTH, HEIGHT, radius).pass(sheet);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        float sum = 0;
        for (int dy = -radius; dy <= radius; dy++) {
          for (int dx = -radius; dx <= radius; dx++) {
            int column = Math.clamp(x + dx, 0, WIDTH - 1);
            sum += before[Math.clamp(y + dy, 0, HEIGHT - 1) * WIDTH + column];
          }
        }
        assertThat(sheet[y * WIDTH + x]).isCloseTo(sum / 25, within(0.0001f));
      }
    }
  }
}
