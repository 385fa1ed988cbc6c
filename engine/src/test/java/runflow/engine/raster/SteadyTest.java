package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.SceneReader;

/** Nothing pops, the seed alone decides, and another seed is another composition. */
class SteadyTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int FRAMES = 14;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an astronaut on mars, static shot",
        "a woman walks in a cathedral, static shot",
        "a flower opens in a garden, static shot",
        "a horse on the prairie, static shot",
        "camels in the desert, static shot",
        "a deer in an autumn forest, static shot",
        "a wolf and an elephant on the savanna, static shot",
        "a cat walks through a garden, static shot",
        "a lion and a bear on the savanna, static shot",
        "a train in the countryside and birds, static shot",
        "a boat on a mountain lake, static shot",
        "a sailboat and a whale on the sea, static shot",
        "a lighthouse by the sea at night, static shot",
        "cars in a city at night, static shot",
        "a village in winter, static shot",
        "a lone tree and a balloon over hills, static shot",
        "aurora over mountains, static shot",
        "a library, static shot",
        "a library with a fireplace, static shot",
        "a sailboat and a lighthouse in huge waves, static shot",
        "a dog on a beach at noon, static shot",
        "a campfire in the woods at night, static shot",
        "a room with a fireplace, static shot",
        "watercolour of hills, static shot",
        "an astronaut floating in space near saturn, static shot"
      })
  void nothingPops(String prompt) throws InterruptedException {
    Shot shot = shot(prompt, 4);
    byte[] before = frame(shot, 1);
    double largest = 0;
    double sum = 0;
    for (int i = 1; i <= FRAMES; i++) {
      byte[] next = frame(shot, 1 + i / 24f);
      double step = difference(before, next);
      largest = Math.max(largest, step);
      sum += step;
      before = next;
    }
    assertThat(largest).as(prompt).isLessThan(1.0 + 1.6 * sum / FRAMES);
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws InterruptedException {
    for (String prompt :
        new String[] {"a flower in a garden", "a horse in the hills", "library", "storm at sea"}) {
      byte[] first = frame(shot(prompt, 9), 2);
      assertThat(frame(shot(prompt, 9), 2)).as(prompt).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "desert at noon, static shot",
        "mountains at dusk, static shot",
        "a lake at dawn, static shot",
        "city at night, static shot",
        "a flower in a garden by day, static shot"
      })
  void anotherSeedIsAnotherComposition(String prompt) throws InterruptedException {
    double grain = difference(frame(shot(prompt, 1), 1), frame(shot(prompt, 1), 1 + 1 / 24f));
    for (int seed = 2; seed < 5; seed++) {
      double other = difference(frame(shot(prompt, 1), 1), frame(shot(prompt, seed), 1));
      assertThat(other).as("%s, seed %d", prompt, seed).isGreaterThan(8 + grain);
    }
  }

  private static Shot shot(String prompt, long seed) throws InterruptedException {
    return SceneShot.of(new SceneReader().read(prompt, "", seed), seed, new Size(WIDTH, HEIGHT, 4));
  }

  private static byte[] frame(Shot shot, float time) {
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    shot.draw(time, frame);
    return frame;
  }

  private static double difference(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      sum += Math.abs((a[i] & 255) - (b[i] & 255));
    }
    return sum / (WIDTH * HEIGHT);
  }
}
