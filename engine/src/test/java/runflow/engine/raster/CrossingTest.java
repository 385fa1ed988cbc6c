package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossingTest {
  private static final Lens WIDE = new Lens(1280, 720, 800, 330, 900, 100);

  @ParameterizedTest
  @CsvSource({"200, 1", "900, -1", "-1500, 1", "-9000, -1"})
  void aWayStartsAndEndsInThePicture(float way, float side) {
    Crossing crossing = Crossing.of(WIDE, way, side);
    for (float share : new float[] {0, 0.5f, 1}) {
      assertThat(crossing.at(share)).isBetween(0.07f * 1280, 0.93f * 1280);
    }
    assertThat(crossing.way() * way).as("goes where it wishes").isPositive();
  }

  @Test
  void onlyWhoWouldLeaveThePictureGoesMoreSlowly() {
    assertThat(Crossing.of(WIDE, 1000, 1).pace()).isEqualTo(1);
    assertThat(Crossing.of(WIDE, 2000, 1).pace()).isBetween(0.5f, 0.6f);
  }

  @Test
  void aShortWayLiesOnTheSideThatIsFree() {
    assertThat(Crossing.of(WIDE, 300, -1).at(0.5f)).isLessThan(500);
    assertThat(Crossing.of(WIDE, 300, 1).at(0.5f)).isGreaterThan(780);
  }

  @Test
  void theFasterCrossFartherAwayAndShareWhatIsLeftWithThePace() {
    float easily = 2.2f;
    assertThat(Crossing.farther(WIDE, 500, easily)).isEqualTo(1);
    assertThat(Crossing.farther(WIDE, 1088 * 1.7f, easily)).isBetween(1.69f, 1.71f);
    float much = Crossing.farther(WIDE, 1088 * 5, easily);
    assertThat(much).isBetween(3f, 3.6f);
    assertThat(Crossing.of(WIDE, 1088 * 5 / much, 1).pace()).isBetween(0.6f, 0.7f);
  }
}
