package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class AisleTest {
  private final Scene scene = new SceneReader().read("a woman walks down a cathedral aisle", "", 1);
  private final Puppet walker = new Troupe(scene, 1).leaving(Figure.WALKER);
  private final Aisle aisle = new Aisle(5, 11);

  @Test
  void aWalkerStaysBeforeTheWallToTheEndOfALongShot() {
    float time = 60 * aisle.pace(scene, walker, 60);
    assertThat(aisle.away(walker, time)).isBetween(8f, 10f);
  }

  @Test
  void aWayThatIsLongEnoughIsWalkedAtTheScenesPace() {
    assertThat(aisle.pace(scene, walker, 2)).isEqualTo(scene.camera().pace().figures());
  }
}
