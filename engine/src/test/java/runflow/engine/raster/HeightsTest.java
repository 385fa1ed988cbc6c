package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeightsTest {
  private static final float[] DISTANCES = {2, 4, 8};
  private static final int COLUMNS = 200;

  private final Lens lens = new Lens(1280, 720, 800, 300, 900, 100);

  /** Waves some six units long, to be known from places {@code apart}. */
  private static final class Waves implements Ground {
    private final float apart;
    private int found;

    Waves(float apart) {
      this.apart = apart;
    }

    @Override
    public float height(float x, float z, float footprint) {
      found++;
      return Maths.sin(x) + Maths.sin(z);
    }

    @Override
    public float patch(float x, float z, float footprint) {
      return 0.5f + 0.5f * Maths.sin(x);
    }

    @Override
    public float smooth(float distance) {
      return apart;
    }

    @Override
    public void colour(Spot spot, float[] rgb) {
      Arrays.fill(rgb, 0.2f);
    }

    @Override
    public float[] cuts() {
      return DISTANCES;
    }
  }

  /** The largest difference between the heights of some columns and the ground's own. */
  private float error(Waves ground) {
    Heights heights = new Heights(ground, lens, -100, 5, DISTANCES);
    float most = 0;
    for (int column = 0; column < COLUMNS; column++) {
      heights.start(column);
      for (int k = 0; k < DISTANCES.length; k++) {
        float x = heights.slope() * DISTANCES[k] + 5;
        float own = Maths.sin(x) + Maths.sin(DISTANCES[k]);
        most = Math.max(most, Math.abs(heights.at(k) - own));
      }
    }
    return most;
  }

  @Test
  void smoothGroundIsFoundInFewColumnsAndCurvedBetweenThem() {
    Waves ground = new Waves(0.1f);
    assertThat(error(ground)).isCloseTo(0, within(0.001f));
    assertThat(ground.found).isLessThan(COLUMNS * DISTANCES.length / 6);
  }

  @Test
  void otherGroundIsFoundInEveryColumn() {
    Waves ground = new Waves(0);
    assertThat(error(ground)).isZero();
    assertThat(ground.found).isEqualTo(COLUMNS * DISTANCES.length);
  }

  @Test
  void itDoesNotMatterAtWhichColumnOneBegins() {
    Heights all = new Heights(new Waves(0.1f), lens, -100, 5, DISTANCES);
    for (int column = 0; column <= 77; column++) {
      all.start(column);
    }
    Heights late = new Heights(new Waves(0.1f), lens, -100, 5, DISTANCES);
    late.start(77);
    for (int k = 0; k < DISTANCES.length; k++) {
      assertThat(late.at(k)).isEqualTo(all.at(k));
    }
  }

  @Test
  void nothingSmallerThanAPixelOrAStepIsAskedFor() {
    Heights heights = new Heights(new Waves(0), lens, 0, 0, DISTANCES);
    assertThat(heights.footprint(0)).isEqualTo(2);
    assertThat(heights.footprint(2)).isEqualTo(4);
  }

  @Test
  void patchesBetweenColumnsAreThoseOfTheGround() {
    for (float apart : new float[] {0, 0.1f}) {
      Waves ground = new Waves(apart);
      Heights heights = new Heights(ground, lens, -100, 5, DISTANCES);
      for (int column = 0; column < COLUMNS; column++) {
        heights.start(column);
        for (int k = 0; k < DISTANCES.length; k++) {
          float own = ground.patch(heights.slope() * DISTANCES[k] + 5, DISTANCES[k], 0);
          assertThat(heights.patch(k)).isCloseTo(own, within(0.002f));
        }
      }
    }
  }
}
