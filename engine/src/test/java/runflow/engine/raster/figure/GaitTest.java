package runflow.engine.raster.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaitTest {
  private static final Gait WALK = new Gait(1.25, 0.62, 0.27, 0.13, Gait.WALK, 2, 0.01);
  private static final Gait GALLOP = new Gait(0.66, 0.27, 0.39, 0.34, Gait.GALLOP, 1, 0.055);

  @Test
  void aFootStandsStillOnTheGround() {
    double from = WALK.foot(0.1).x() + WALK.speed() * 0.1 * WALK.cycle();
    double to = WALK.foot(0.5).x() + WALK.speed() * 0.5 * WALK.cycle();
    assertThat(to).isCloseTo(from, within(1e-9));
    assertThat(WALK.foot(0.3).y()).isZero();
  }

  @Test
  void aFootNeverJumps() {
    for (Gait gait : new Gait[] {WALK, GALLOP}) {
      for (double turn = 0; turn < 2; turn += 0.001) {
        Gait.Foot before = gait.foot(turn);
        Gait.Foot after = gait.foot(turn + 0.001);
        assertThat(Math.hypot(after.x() - before.x(), after.y() - before.y()))
            .as("at %s of a stride", turn)
            .isLessThan(0.01);
      }
    }
  }

  @Test
  void aWalkHasFourBeatsAndNeverLeavesTheGround() {
    for (double turn = 0; turn < 1; turn += 0.01) {
      assertThat(grounded(WALK, turn)).isBetween(2L, 3L);
    }
  }

  @Test
  void aGallopHasATimeInTheAir() {
    assertThat(grounded(GALLOP, 0.05)).isEqualTo(1);
    assertThat(grounded(GALLOP, 0.4)).isEqualTo(1);
    assertThat(grounded(GALLOP, 0.85)).isZero();
  }

  private static long grounded(Gait gait, double turn) {
    long count = 0;
    for (double lands : gait.order()) {
      count += gait.foot(turn - lands).y() == 0 ? 1 : 0;
    }
    return count;
  }
}
