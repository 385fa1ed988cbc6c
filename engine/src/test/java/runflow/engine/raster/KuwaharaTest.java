package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Areas become even, edges stay. */
class KuwaharaTest {
  private static final int SIDE = 2;

  private final Surface surface = new Surface(40, 30, null, true);
  private final short[] alpha = Objects.requireNonNull(surface.alpha);

  @Test
  void aSampleTakesTheMeanOfTheSquareThatVariesLeast() throws InterruptedException {
    fill((x, y) -> x < 20 ? 100 + 10 * ((x + y) % 2) : 900);
    paint(0, 30);
    assertThat(at(19, 15)).isBetween(104, 105);
    assertThat(at(20, 15)).isEqualTo(900);
    assertThat(at(10, 15)).isBetween(104, 105);
  }

  @Test
  void whatIsNotOpaqueIsNeitherChangedNorCounted() throws InterruptedException {
    fill((x, y) -> y < 10 ? 50 + x : 600);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 10; y++) {
        alpha[y * 40 + x] = (short) (Plate.MOST_ALPHA / 2);
      }
    }
    paint(0, 30);
    assertThat(at(20, 9)).isEqualTo(70);
    assertThat(at(20, 10)).isEqualTo(600);
  }

  @Test
  void bandsGiveWhatTheWholeGives() throws InterruptedException {
    fill((x, y) -> (x * 37 + y * 91 + x * y) % 500);
    short[] before = surface.samples.clone();
    paint(0, 30);
    short[] whole = surface.samples.clone();
    System.arraycopy(before, 0, surface.samples, 0, before.length);
    new Kuwahara(surface, before, SIDE).paint(0, 13);
    new Kuwahara(surface, before, SIDE).paint(13, 30);
    assertThat(surface.samples).isEqualTo(whole).isNotEqualTo(before);
  }

  @Test
  void onlySquaresWithinTheSurfaceCount() throws InterruptedException {
    fill((x, y) -> 100 + (x < 2 ? 0 : 7 * x) + (y < 2 ? 0 : 11 * y));
    paint(0, 30);
    assertThat(at(0, 0)).isEqualTo((9 * 100 + 3 * 14 + 3 * 22) / 9);
    assertThat(at(39, 29)).isEqualTo(100 + 7 * 38 + 11 * 28);
  }

  @Test
  void whatWasLeftOutIsNoColour() throws InterruptedException {
    fill((x, y) -> x == 20 ? 400 : 0);
    paint(0, 30);
    assertThat(at(20, 15)).isEqualTo(400);
    assertThat(at(19, 15)).isZero();
  }

  private interface Value {
    int at(int x, int y);
  }

  private void fill(Value value) {
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        surface.samples[y * 40 + x] = (short) value.at(x, y);
        alpha[y * 40 + x] = (short) Plate.MOST_ALPHA;
      }
    }
    surface.survey(1);
  }

  private void paint(int first, int last) throws InterruptedException {
    new Kuwahara(surface, surface.samples.clone(), SIDE).paint(first, last);
  }

  private int at(int x, int y) {
    return surface.samples[y * 40 + x];
  }
}
