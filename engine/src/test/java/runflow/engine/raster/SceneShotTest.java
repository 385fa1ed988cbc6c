package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.SceneReader;

class SceneShotTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mars",
        "desert",
        "lunar crater",
        "mountains",
        "mountain lake",
        "hills",
        "prairie at dusk",
        "pine forest in fog",
        "sea at sunset",
        "huge waves in a storm at sea",
        "a beach at noon",
        "Earth from orbit at sunrise",
        "a library with a fireplace",
        "city at night",
        "space nebula",
        "cathedral"
      })
  void everyPlaceHasContrastAndMoves(String prompt) throws InterruptedException {
    Shot shot = shot(prompt, 5, WIDTH, HEIGHT);
    byte[] first = frame(shot, 0, WIDTH, HEIGHT);
    byte[] later = frame(shot, 3.5f, WIDTH, HEIGHT);
    assertThat(deviation(first)).as("contrast of %s", prompt).isGreaterThan(12);
    assertThat(difference(first, later)).as("motion of %s", prompt).isGreaterThan(1.5);
  }

  @Test
  void framesMayBeDrawnInAnyOrder() throws InterruptedException {
    Shot shot = shot("a mountain lake at dusk", 3, WIDTH, HEIGHT);
    byte[] before = frame(shot, 1, WIDTH, HEIGHT);
    frame(shot, 3, WIDTH, HEIGHT);
    assertThat(frame(shot, 1, WIDTH, HEIGHT)).isEqualTo(before);
  }

  @Test
  void lumaAndChromaStayWithinTheLimitedRange() throws InterruptedException {
    byte[] frame = frame(shot("sunset over the sea", 3, WIDTH, HEIGHT), 1, WIDTH, HEIGHT);
    for (int i = 0; i < frame.length; i++) {
      int v = frame[i] & 255;
      assertThat(v >= 16 && v <= (i < WIDTH * HEIGHT ? 235 : 240)).isTrue();
    }
  }

  @Test
  void uprightPicturesAreFilledToo() throws InterruptedException {
    for (String prompt : new String[] {"Mars", "cathedral", "city at night"}) {
      byte[] frame = frame(shot(prompt, 2, 360, 640), 1, 360, 640);
      assertThat(deviation(frame)).as(prompt).isGreaterThan(12);
    }
  }

  @Test
  void theFinerPetalsOfALargeFlowerAreAllDrawn() throws InterruptedException {
    byte[] frame = frame(shot("a red flower, static shot", 5, 1920, 1080), 3.5f, 1920, 1080);
    assertThat(red(frame)).isGreaterThan(140);
  }

  @Test
  void aNamedFireLightsTheLibraryWarmly() throws InterruptedException {
    byte[] fire = frame(shot("a library with a fireplace, static shot", 3, WIDTH, HEIGHT));
    byte[] none = frame(shot("a library, static shot", 3, WIDTH, HEIGHT));
    assertThat(red(fire)).isGreaterThan(red(none) + 3);
  }

  @Test
  void aFireFlickersOverTheBooks() throws InterruptedException {
    Shot shot = shot("a library with a fireplace, static shot", 3, WIDTH, HEIGHT);
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < 12; i++) {
      double light = shelves(frame(shot, 1 + i / 12f, WIDTH, HEIGHT));
      least = Math.min(least, light);
      most = Math.max(most, light);
    }
    assertThat(most - least).isGreaterThan(0.6);
  }

  @Test
  void townsShineOnTheNightSideOfTheEarth() throws InterruptedException {
    byte[] night = frame(shot("Earth from orbit at night, static shot", 3, WIDTH, HEIGHT));
    int lit = 0;
    for (int i = WIDTH * HEIGHT * 4 / 5; i < WIDTH * HEIGHT; i++) {
      lit += (night[i] & 255) > 60 ? 1 : 0;
    }
    assertThat(lit).isBetween(60, WIDTH * HEIGHT / 10);
  }

  @Test
  void cloudsAreSeenToMoveThroughFogInTimeLapseOnly() throws InterruptedException {
    double slow = sky("a pine forest in fog by day, static shot");
    double fast = sky("time-lapse of a pine forest in fog by day, static shot");
    assertThat(slow).isLessThan(0.5);
    assertThat(fast).isGreaterThan(3 * slow + 0.5);
  }

  @Test
  void anInterruptEndsTheBuildingOfPlates() {
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> shot("Mars", 1, WIDTH, HEIGHT));
    assertThat(thrown).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static Shot shot(String prompt, long seed, int width, int height)
      throws InterruptedException {
    return SceneShot.of(new SceneReader().read(prompt, "", seed), seed, new Size(width, height, 4));
  }

  private static byte[] frame(Shot shot, float time, int width, int height) {
    byte[] frame = new byte[width * height * 3 / 2];
    shot.draw(time, frame);
    return frame;
  }

  private static byte[] frame(Shot shot) {
    return frame(shot, 1, WIDTH, HEIGHT);
  }

  /** How much the means of the blocks of the highest rows differ after three seconds. */
  private static double sky(String prompt) throws InterruptedException {
    Shot shot = shot(prompt, 5, WIDTH, HEIGHT);
    byte[] first = frame(shot, 0.5f, WIDTH, HEIGHT);
    byte[] later = frame(shot, 3.5f, WIDTH, HEIGHT);
    int side = 20;
    double largest = 0;
    for (int column = 160; column < 480; column += side) {
      double change = 0;
      for (int y = 0; y < side; y++) {
        for (int x = column; x < column + side; x++) {
          change += (later[y * WIDTH + x] & 255) - (first[y * WIDTH + x] & 255);
        }
      }
      largest = Math.max(largest, Math.abs(change) / (side * side));
    }
    return largest;
  }

  /** The mean of the red chroma, 128 for grey. */
  private static double red(byte[] frame) {
    int from = frame.length * 5 / 6;
    double sum = 0;
    for (int i = from; i < frame.length; i++) {
      sum += frame[i] & 255;
    }
    return sum / (frame.length - from);
  }

  /** The mean luma of the left third of the picture, where there are shelves. */
  private static double shelves(byte[] frame) {
    double sum = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH / 3; x++) {
        sum += frame[y * WIDTH + x] & 255;
      }
    }
    return sum / (HEIGHT * (WIDTH / 3));
  }

  private static double deviation(byte[] frame) {
    byte[] luma = Arrays.copyOf(frame, frame.length * 2 / 3);
    double mean = 0;
    for (byte v : luma) {
      mean += (v & 255) / (double) luma.length;
    }
    double sum = 0;
    for (byte v : luma) {
      sum += ((v & 255) - mean) * ((v & 255) - mean);
    }
    return Math.sqrt(sum / luma.length);
  }

  private static double difference(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 255) - (b[i] & 255));
    }
    return sum / a.length;
  }
}
