package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

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
  @ValueSource(longs = {6, 15, 23})
  void aGallopingHorseIsSeenFromTheBeginningToTheEnd(long seed) throws InterruptedException {
    String prompt = "a horse gallops across a plain at noon, static shot, clear sky";
    for (Size size : List.of(new Size(WIDTH, HEIGHT, 8), new Size(HEIGHT, WIDTH, 8))) {
      for (float time : new float[] {0.3f, 4, 7.7f}) {
        byte[] empty = frame(prompt, "horse", seed, time, size);
        byte[] full = frame(prompt, "", seed, time, size);
        assertThat(changed(empty, full)).as("%s at %s s", size, time).isGreaterThan(40);
      }
    }
  }

  private static byte[] frame(String prompt, String negative, long seed, float time)
      throws InterruptedException {
    return frame(prompt, negative, seed, time, new Size(WIDTH, HEIGHT, 4));
  }

  private static byte[] frame(String prompt, String negative, long seed, float time, Size size)
      throws InterruptedException {
    var scene = new SceneReader().read(prompt, negative, seed);
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    SceneShot.of(scene, seed, size).draw(time, frame);
    return frame;
  }

  /** How many pixels differ by more than grain can. */
  private static int changed(byte[] a, byte[] b) {
    int count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      if (Math.abs((a[i] & 255) - (b[i] & 255)) > 18) {
        count++;
      }
    }
    return count;
  }
}
