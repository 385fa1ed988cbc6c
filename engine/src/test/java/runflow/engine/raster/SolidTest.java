package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SolidTest {
  private final Solid solid = new Solid();
  private final float[] alpha = {0, 0.5f, 1, 1, 1, 0.2f, 1, 1, 1, 1};

  SolidTest() {
    solid.start(1);
  }

  @Test
  void findsTheStretchAroundAColumn() {
    solid.look(0, 3, alpha, 0, alpha.length);
    assertThat(solid.begin(0)).isEqualTo(2);
    assertThat(solid.end(0)).isEqualTo(5);
  }

  @Test
  void keepsTheLongerOfTwo() {
    solid.look(0, 7, alpha, 0, alpha.length);
    solid.look(0, 3, alpha, 0, alpha.length);
    assertThat(solid.begin(0)).isEqualTo(6);
    assertThat(solid.end(0)).isEqualTo(10);
  }

  @Test
  void grownTogetherTheyAreOne() {
    solid.look(0, 7, alpha, 0, alpha.length);
    alpha[5] = 1;
    solid.look(0, 3, alpha, 0, alpha.length);
    assertThat(solid.begin(0)).isEqualTo(2);
    assertThat(solid.end(0)).isEqualTo(10);
  }

  @Test
  void hasNoneWhereSomethingShowsThrough() {
    solid.look(0, 5, alpha, 0, alpha.length);
    assertThat(solid.end(0)).isEqualTo(solid.begin(0));
  }
}
