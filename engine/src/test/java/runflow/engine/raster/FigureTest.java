package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.SceneReader;

class FigureTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  @ParameterizedTest
  @CsvSource({
    "a horse on a plain at noon, horse",
    "a woman in the desert at noon, woman",
    "a train in the meadow at noon, train",
    "a sailboat on the sea at noon, sailboat"
  })
  void aNamedFigureIsSeenAndMoves(String with, String figure) throws InterruptedException {
    int seed = 6;
    String suffix = ", static shot, clear sky";
    byte[] empty = frame(with + suffix, figure, seed, 2);
    byte[] full = frame(with + suffix, "", seed, 2);
    byte[] later = frame(with + suffix, "", seed, 3);
    assertThat(changed(empty, full)).as(with).isGreaterThan(150);
    assertThat(changed(full, later)).as("motion of %s", with).isGreaterThan(80);
  }

  @ParameterizedTest
  @CsvSource({
    "a horse gallops across a plain, horse, 8",
    "a horse gallops along the beach, horse, 8",
    "a horse gallops along the beach, horse, 15",
    "a car drives over a plain, car, 15",
    "a train crosses a plain, train, 15",
    "camels cross the desert, camels, 8"
  })
  void whoCrossesIsSeenFromTheBeginningToTheEnd(String with, String figure, float seconds)
      throws InterruptedException {
    String prompt = with + " at noon, static shot, clear sky";
    Size wide = new Size(WIDTH, HEIGHT, seconds);
    for (long seed : new long[] {6, 15}) {
      for (Size size : List.of(wide, new Size(HEIGHT, WIDTH, seconds))) {
        Shot empty = shot(prompt, figure, seed, size);
        Shot full = shot(prompt, "", seed, size);
        for (float time : new float[] {0.3f, seconds / 2, seconds - 0.3f}) {
          int seen = changed(frame(empty, time), frame(full, time));
          assertThat(seen).as("%s, seed %s, %s s", size, seed, time).isGreaterThan(15);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5})
  void noBalloonIsCutByTheUpperEdge(long seed) throws InterruptedException {
    String prompt = "balloons over green hills at noon, static shot, clear sky";
    Size size = new Size(WIDTH, HEIGHT, 8);
    byte[] empty = frame(shot(prompt, "balloon", seed, size), 4);
    byte[] full = frame(shot(prompt, "", seed, size), 4);
    assertThat(changed(empty, full)).isGreaterThan(150);
    int edge = 4 * WIDTH;
    assertThat(changed(Arrays.copyOf(empty, edge), Arrays.copyOf(full, edge))).isZero();
  }

  private static byte[] frame(String prompt, String negative, long seed, float time)
      throws InterruptedException {
    return frame(shot(prompt, negative, seed, new Size(WIDTH, HEIGHT, 4)), time);
  }

  private static Shot shot(String prompt, String negative, long seed, Size size)
      throws InterruptedException {
    return SceneShot.of(new SceneReader().read(prompt, negative, seed), seed, size);
  }

  private static byte[] frame(Shot shot, float time) {
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    shot.draw(time, frame);
    return frame;
  }

  /** How many pixels differ by more than grain can. */
  private static int changed(byte[] a, byte[] b) {
    int count = 0;
    for (int i = 0; i < Math.min(a.length, WIDTH * HEIGHT); i++) {
      if (Math.abs((a[i] & 255) - (b[i] & 255)) > 18) {
        count++;
      }
    }
    return count;
  }
}
