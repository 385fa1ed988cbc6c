package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlocksTest {
  private final Blocks blocks = new Blocks(100);

  @Test
  void columnsApartStayApart() {
    blocks.add(-5, 3);
    blocks.add(70, 200);
    assertThat(blocks.from(0)).isZero();
    assertThat(blocks.to(0)).isEqualTo(16);
    assertThat(blocks.from(16)).isEqualTo(64);
    assertThat(blocks.to(64)).isEqualTo(100);
    assertThat(blocks.from(100)).isEqualTo(100);
  }

  @Test
  void columnsOutsideTheRowTouchNothing() {
    blocks.add(100, 200);
    blocks.add(Integer.MAX_VALUE, 0);
    assertThat(blocks.from(0)).isEqualTo(100);
  }

  @Test
  void whatIsClearedIsForgotten() {
    blocks.add(0, 100);
    blocks.clear();
    assertThat(blocks.from(0)).isEqualTo(100);
  }
}
