package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** A plate shows of a figure what lies on the picture and its margins, where it stands. */
class BakedTest {
  private static final int ROOM = 6;
  private static final float COLUMN = 30.3f;

  private final Scene scene = new SceneReader().read("an oak on a plain at noon", "", 7);
  private final Lens lens = Lens.of(120, 60, scene.palette(), 7);
  private final Plate ball = ball(COLUMN, 0);

  @Test
  void roomIsLeftFreeOnEitherSide() {
    Plate roomy = ball(COLUMN, ROOM);
    assertThat(roomy.region.left()).isEqualTo(ball.region.left() - ROOM);
    assertThat(roomy.region.width()).isEqualTo(ball.region.width() + 2 * ROOM);
    for (int p = 0; p < 3; p++) {
      Surface own = ball.surface(p);
      Surface wide = roomy.surface(p);
      int room = p == 0 ? ROOM : ROOM / 2;
      for (int y = 0; y < own.height; y++) {
        for (int x = 0; x < wide.width; x++) {
          boolean inside = x >= room && x < room + own.width;
          String place = "plane " + p + " at " + x + ", " + y;
          assertThat(sample(wide, x, y)).as(place).isEqualTo(inside ? sample(own, x - room, y) : 0);
          assertThat(alpha(wide, x, y)).as(place).isEqualTo(inside ? alpha(own, x - room, y) : 0);
        }
      }
    }
  }

  @Test
  void theFewColumnsThatTheEdgeLeavesOfAFigureShowIt() {
    int aside = 48;
    int shown = 4;
    Plate cut = ball(COLUMN - aside, 0);
    assertThat(cut.region.width()).isEqualTo(8);
    int from = (int) (cut.region.left() + aside - ball.region.left());
    int down = (int) (cut.region.top() - ball.region.top());
    for (int y = 0; y < cut.luma.height; y++) {
      for (int x = 0; x < cut.luma.width; x++) {
        int whole = x < shown ? alpha(ball.luma, from + x, down + y) : 0;
        assertThat(alpha(cut.luma, x, y)).as("%d, %d", x, y).isCloseTo(whole, within(40));
      }
    }
    assertThat(alpha(cut.luma, 0, cut.luma.height / 2)).isPositive();
  }

  @Test
  void aFigureBesideThePictureGivesAPlateOfNothing() {
    Plate none = ball(-90, 0);
    assertThat(none.region.width()).isEqualTo(8);
    assertThat(none.region.height()).isEqualTo(8);
    assertThat(none.luma.alpha).containsOnly((short) 0);
    assertThat(none.luma.samples).containsOnly((short) 0);
  }

  private Plate ball(float column, int room) {
    Sketch sketch = new Sketch();
    Skin skin = Skin.matt(new Rgb(0.3f, 0.1f, 0.05f));
    sketch.parts().add(new Part.Limb(0, 1, 0.8f, 0.002f, 1, 0.8f, skin));
    var spot = new Baked.Spot(new Easel.Stand(column, 40.6f, 10, 1), 10, null, room);
    return Baked.plate(sketch, spot, lens, new Lamp(scene.palette(), lens, new Tone(1), 5, true));
  }

  private static int sample(Surface surface, int x, int y) {
    return surface.samples[y * surface.width + x];
  }

  private static int alpha(Surface surface, int x, int y) {
    return Objects.requireNonNull(surface.alpha)[y * surface.width + x];
  }
}
