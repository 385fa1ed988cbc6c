package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** Who walks away from the camera is seen from the beginning to the end. */
class DepartureTest {
  private static final float WISHED = 3;
  private static final float LENGTH = 3;
  private static final float CREST = 4;

  private final Lens lens = new Lens(1280, 720, 800, 330, 900, 100);

  @Test
  void onEvenGroundTheyStartWhereItIsWished() {
    Departure way = departure(footing((_, _) -> 0));
    assertThat(way.column).isEqualTo(0.63f * lens.width());
    assertThat(way.distance(0)).isEqualTo(WISHED);
    assertThat(way.distance(1)).isEqualTo(WISHED + LENGTH);
    assertThat(way.row(1)).as("smaller and nearer to the horizon").isLessThan(way.row(0) - 50);
  }

  @Test
  void theyGoWhereNoCrestHidesThem() {
    Footing footing = footing((x, z) -> z > CREST && x > 0.05f * z ? -2 : 0);
    Departure way = departure(footing);
    for (float share = 0; share <= 1; share += 0.125f) {
      assertThat(footing.visible(way.column, way.distance(share))).as("at %s", share).isTrue();
    }
    assertThat(way.start).as("as near as was wished").isEqualTo(WISHED);
  }

  @Test
  void behindACrestThatIsEverywhereTheyStayOnIt() {
    Footing footing = footing((_, z) -> z > CREST ? -2 : 0);
    Departure way = departure(footing);
    float crest = footing.ground(way.column, CREST - 0.01f);
    assertThat(footing.ground(way.column, way.distance(1))).isGreaterThan(crest + 50);
    assertThat(way.row(1)).isBetween(crest - 1, crest + 4);
  }

  private Departure departure(Footing footing) {
    return Departure.of(lens, footing, WISHED, LENGTH, 1);
  }

  private Footing footing(Shaped.Height height) {
    Scene scene = new SceneReader().read("a man walks through the desert", "", 0);
    return new Footing(lens, new Terrain(lens, scene, new Shaped(height), -99, 0), 0);
  }
}
