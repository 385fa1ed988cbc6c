package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** All of a caravan are seen from the beginning to the end. */
class CaravanTest {
  private static final long SEEDS = 30;
  private static final float WISHED = 5.8f;
  private static final float METRES = 6.5f;

  /** Metres from a camel to its nose, and to its tail. */
  private static final float NOSE = 1.65f;

  private static final float TAIL = 0.85f;

  private final Scene scene = new SceneReader().read("camels in the desert", "", 0);

  @ParameterizedTest
  @ValueSource(floats = {-1, 1})
  void allOfItIsInThePictureAndBehindNoCrestAmongDunes(float facing) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (Size size : List.of(new Size(1280, 720, 8), new Size(720, 1280, 8))) {
        Lens lens = Lens.of(size.width(), size.height(), scene.palette(), seed);
        Ground dunes = new Dunes(new Noise(seed), false);
        Footing footing = new Footing(lens, new Terrain(lens, scene, dunes, -99, seed), 0);
        Caravan caravan = caravan(lens, footing, facing);
        for (int number = 0; number < caravan.row.count(); number++) {
          for (float share = 0; share <= 1; share += 0.125f) {
            Easel.Stand stand = caravan.at(number, share);
            String what = "seed %s, %s, number %s at %s".formatted(seed, size, number, share);
            float behind = stand.x() - TAIL * stand.unit() * facing;
            float ahead = stand.x() + NOSE * stand.unit() * facing;
            assertThat(Math.min(behind, ahead)).as(what).isGreaterThan(0.05f * lens.width());
            assertThat(Math.max(behind, ahead)).as(what).isLessThan(0.95f * lens.width());
            float deep = stand.y() - footing.crest(stand.x(), caravan.distance);
            assertThat(deep / stand.unit()).as("metres hidden, %s", what).isLessThan(0.6f);
          }
        }
      }
    }
  }

  @Test
  void onEvenGroundItGoesAsNearAsThePictureHasRoom() {
    Lens lens = lens();
    Caravan caravan = caravan(lens, footing(lens, (_, _) -> 0), 1);
    Easel.Stand last = caravan.at(caravan.row.count() - 1, 0);
    Easel.Stand first = caravan.at(0, 1);
    float taken = first.x() - last.x() + (NOSE + TAIL) * first.unit();
    assertThat(taken / lens.width()).isBetween(0.8f, 0.9f);
    assertThat(first.y()).isEqualTo(footing(lens, (_, _) -> 0).ground(first.x(), caravan.distance));
  }

  @Test
  void noneWalksIntoAnother() {
    Lens lens = lens();
    Caravan caravan = caravan(lens, footing(lens, (_, _) -> 0), 1);
    for (int number = 1; number < caravan.row.count(); number++) {
      Easel.Stand one = caravan.at(number, 0.3f);
      float apart = caravan.at(number - 1, 0.3f).x() - one.x();
      assertThat(apart / one.unit()).isGreaterThan(NOSE + TAIL + 0.5f);
    }
  }

  @Test
  void itGoesFartherToComeOutOfAHollow() {
    Lens lens = lens();
    Caravan even = caravan(lens, footing(lens, (_, _) -> 0), 1);
    float out = 1.15f * even.distance;
    Footing footing = footing(lens, (_, z) -> z > 4 && z < out ? -2 : 0);
    Caravan caravan = caravan(lens, footing, 1);
    assertThat(caravan.distance).isBetween(out, 1.3f * even.distance);
    Easel.Stand stand = caravan.at(1, 0.5f);
    assertThat(stand.y()).isEqualTo(footing.ground(stand.x(), caravan.distance));
  }

  @Test
  void behindACrestThatIsEverywhereOnlyFeetAreHidden() {
    Lens lens = lens();
    Footing footing = footing(lens, (_, z) -> z > 4 ? -2 : 0);
    Caravan caravan = caravan(lens, footing, -1);
    Easel.Stand stand = caravan.at(1, 0.5f);
    float deep = stand.y() - footing.crest(stand.x(), caravan.distance);
    assertThat(deep / stand.unit()).isBetween(0.2f, 0.4f);
  }

  private static Lens lens() {
    return new Lens(1280, 720, 800, 330, 900, 100);
  }

  private static Caravan caravan(Lens lens, Footing footing, float facing) {
    return Caravan.of(lens, footing, Caravan.Row.of(lens, METRES, facing), WISHED);
  }

  private Footing footing(Lens lens, Shaped.Height height) {
    return new Footing(lens, new Terrain(lens, scene, new Shaped(height), -99, 0), 0);
  }
}
