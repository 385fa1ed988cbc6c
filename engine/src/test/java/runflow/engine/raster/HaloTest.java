package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HaloTest {
  private final Lens lens = new Lens(1280, 720, 800, 330, 900, 100);
  private final Halo halo = new Halo(lens, 0.5f);

  @Test
  void itIsBrightestAtTheSunAndFadesEvenlyAllAround() {
    assertThat(halo.at(900, 100)).isCloseTo(0.4f, within(0.001f));
    assertThat(halo.at(700, 100)).isCloseTo(0.2143f, within(0.001f));
    assertThat(halo.at(700, 100)).isCloseTo(halo.at(900, 300), within(0.001f));
    assertThat(halo.at(780, 260)).isCloseTo(halo.at(700, 100), within(0.001f));
  }

  @Test
  void beyondTheMarginsItIsAsAtTheirEdge() {
    assertThat(halo.at(-9000, 9000)).isPositive().isLessThan(halo.at(0, 720));
  }
}
