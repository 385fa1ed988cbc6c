package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/** What figures look like does not depend on the way in which their parts are drawn. */
class CanvasTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 60;
  private static final Skin PAINT = Skin.matt(new Rgb(0.3f, 0.1f, 0.05f));
  private static final Skin STEAM = Skin.matt(new Rgb(0.4f, 0.4f, 0.4f));
  private static final Easel.Stand STAND = new Easel.Stand(20.3f, 40.6f, 10, 1);

  private final Scene scene = new SceneReader().read("a train on the prairie at noon", "", 7);
  private final Lens lens = Lens.of(WIDTH, HEIGHT, scene.palette(), 7);

  @Test
  void copiesWholePixelsApartLookLikeWhatIsDrawnTwice() {
    Part ball = new Part.Limb(0, 1, 0.8f, 0.002f, 1, 0.8f, PAINT);
    Part second = new Part.Limb(2, 1, 0.8f, 2.002f, 1, 0.8f, PAINT);
    Part wide = new Part.Limb(-9, 0.4f, 0.3f, 20, 0.4f, 0.3f, STEAM);
    Canvas copied = drawn(wide, new Part.Copies(List.of(ball), new float[] {0, 2}));
    Canvas apart = drawn(wide, ball, second);
    for (int p = 0; p < 4; p++) {
      for (int y = apart.top; y < apart.bottom(); y++) {
        for (int x = apart.left; x < apart.right(); x++) {
          assertThat(copied.plane(p)[copied.line(y) + x])
              .as("plane %d at %d, %d", p, x, y)
              .isCloseTo(apart.plane(p)[apart.line(y) + x], within(0.02f));
        }
      }
    }
  }

  @Test
  void whatIsBehindABodyIsNotSeen() {
    Part body = body(1.5f, 2);
    Canvas alone = drawn(body);
    Canvas before = drawn(body(1.6f, 1), body);
    int line = alone.line(30);
    for (int p = 0; p < 4; p++) {
      assertThat(before.plane(p)[before.line(30) + 45])
          .as("plane %d", p)
          .isEqualTo(alone.plane(p)[line + 45]);
    }
  }

  @Test
  void limbsCoverNothingTwice() {
    Part near = new Part.Limb(0, 2, 0.8f, 5, 2, 0.8f, PAINT);
    Part far = new Part.Limb(1, 1.7f, 0.8f, 6, 1.7f, 0.8f, STEAM);
    Canvas alone = drawn(near);
    Canvas both = drawn(far, near);
    for (int p = 0; p < 4; p++) {
      assertThat(both.plane(p)[both.line(20) + 45])
          .as("plane %d", p)
          .isEqualTo(alone.plane(p)[alone.line(20) + 45]);
    }
    for (int i = 0; i < both.width * both.height; i++) {
      assertThat(both.plane(3)[i]).isLessThanOrEqualTo(1.0001f);
    }
  }

  // A body is laid under steam before it, and steam under a body.
  @Test
  void steamDimsOnlyWhatIsBehindIt() {
    Part body = body(1.5f, 2);
    Part steam = new Part.Puff(2.5f, 1, 2, 2, 0.5f, STEAM);
    Canvas alone = drawn(body);
    Canvas behind = drawn(steam, body);
    Canvas before = drawn(body, steam);
    assertThat(behind.plane(0)[behind.line(30) + 45])
        .isEqualTo(alone.plane(0)[alone.line(30) + 45]);
    assertThat(before.plane(0)[before.line(30) + 45])
        .isNotCloseTo(alone.plane(0)[alone.line(30) + 45], within(2f));
    assertThat(before.plane(3)[before.line(30) + 45]).isCloseTo(1, within(0.001f));
  }

  /** A level body one metre above the ground. */
  private static Part body(float x, float wide) {
    float[] sections = {x, 1, 0.8f, 0, 1, x + wide, 1, 0.8f, 0, 1};
    return new Part.Form(sections, 0, PAINT, PAINT);
  }

  @Test
  void copiesMayBeWiderThanThePicture() {
    Part wide = new Part.Limb(-30, 1, 0.5f, 30, 1, 0.5f, PAINT);
    Canvas canvas = drawn(new Part.Copies(List.of(wide), new float[] {0}));
    int line = canvas.line(30);
    assertThat(canvas.plane(3)[line]).isEqualTo(1);
    assertThat(canvas.plane(3)[line + WIDTH - 1]).isEqualTo(1);
  }

  @Test
  void aLevelLimbLooksLikeOneThatHardlyLeans() {
    Canvas level = drawn(new Part.Limb(0, 2, 1.2f, 9, 2, 0.9f, PAINT));
    Canvas leaning = drawn(new Part.Limb(0, 2, 1.2f, 9, 2.0001f, 0.9f, PAINT));
    assertThat(level.width).isEqualTo(leaning.width);
    for (int p = 0; p < 4; p++) {
      for (int i = 0; i < level.width * level.height; i++) {
        float most = p == 3 ? 0.2f : 12;
        assertThat(level.plane(p)[i]).isCloseTo(leaning.plane(p)[i], within(most));
      }
    }
  }

  @Test
  void steamLaidOnThePictureLooksLikeSteamOfAFigure() {
    Puppet puppet = new Clouds();
    var role = new Actor.Role(0, 10, 1, null);
    Actor.Track track = _ -> STAND;
    Inset plume = new Plume(puppet, track, role, lens, lamp());
    Inset actor = new Actor(puppet, track, role, lens, lamp());
    View view = View.at(scene.camera(), 1, 4);
    plume.place(lens, view, List.of());
    actor.place(lens, view, List.of());
    for (int plane = 0; plane < 3; plane++) {
      int step = plane == 0 ? 1 : 2;
      for (int y = 0; y < HEIGHT / step; y++) {
        float[] laid = new float[WIDTH / step];
        Arrays.fill(laid, plane == 0 ? 100 : 128);
        float[] drawn = laid.clone();
        plume.add(plane, y, laid);
        actor.add(plane, y, drawn);
        assertThat(laid).as("plane %d, row %d", plane, y).containsExactly(drawn, within(2f));
      }
    }
  }

  /** Two puffs of steam, one of them in shadow. */
  private static final class Clouds implements Puppet {
    @Override
    public float speed() {
      return 0;
    }

    @Override
    public void pose(float time, Sketch sketch) {
      sketch.parts().add(new Part.Puff(2, 1.5f, 2, 1.4f, 0.6f, PAINT));
      sketch.parts().add(new Part.Puff(4, 2, 2, 1.4f, 0.5f, STEAM));
    }
  }

  private Canvas drawn(Part... parts) {
    Sketch sketch = new Sketch();
    sketch.parts().addAll(List.of(parts));
    Easel easel = new Easel(WIDTH, HEIGHT, lamp());
    easel.draw(sketch, STAND);
    return easel.canvas;
  }

  private Lamp lamp() {
    return new Lamp(scene.palette(), lens, new Tone(1), 5, true);
  }
}
