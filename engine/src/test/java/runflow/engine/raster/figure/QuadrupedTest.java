package runflow.engine.raster.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class QuadrupedTest {
  private static final String ANIMALS =
      "horse, deer, wolf, dog, fox, camel, elephant, cat, lion, lioness, tiger, leopard, panther,"
          + " bear, polar bear";

  static List<String> animals() {
    return List.of(ANIMALS.split(", "));
  }

  @ParameterizedTest
  @MethodSource("animals")
  void noPartJumpsFromOneFrameToTheNext(String animal) {
    Puppet puppet = puppet(animal);
    List<Part> before = parts(puppet, 0);
    for (int frame = 1; frame < 200; frame++) {
      List<Part> after = parts(puppet, frame / 96f);
      assertThat(after).hasSameSizeAs(before);
      for (int i = 0; i < after.size(); i++) {
        if (before.get(i) instanceof Part.Form a && after.get(i) instanceof Part.Form b) {
          assertThat(farthest(a, b)).as("part %s in frame %s", i, frame).isLessThan(0.17);
        }
      }
      before = after;
    }
  }

  @ParameterizedTest
  @MethodSource("animals")
  void nothingSinksFarIntoTheGround(String animal) {
    Puppet puppet = puppet(animal);
    for (int frame = 0; frame < 48; frame++) {
      assertThat(lowest(parts(puppet, frame / 24f))).isGreaterThan(-0.02f);
    }
  }

  @ParameterizedTest
  @MethodSource("animals")
  void feetComeDownToTheGround(String animal) {
    Puppet puppet = puppet(animal);
    float lowest = Float.MAX_VALUE;
    for (int frame = 0; frame < 48; frame++) {
      lowest = Math.min(lowest, lowest(parts(puppet, frame / 24f)));
    }
    assertThat(lowest).isLessThan(0.02f);
  }

  private static float lowest(List<Part> parts) {
    float lowest = Float.MAX_VALUE;
    for (Part part : parts) {
      if (part instanceof Part.Form form) {
        for (int i = 0; i < form.sections().length; i += Part.Form.SECTION) {
          lowest = Math.min(lowest, form.sections()[i + 1] - form.sections()[i + 2]);
        }
      }
    }
    return lowest;
  }

  private static Puppet puppet(String animal) {
    Scene scene = new SceneReader().read(animal + " on a plain", "", 7);
    return new Troupe(scene, 7).sideways(scene.figures().iterator().next(), 0);
  }

  private static List<Part> parts(Puppet puppet, float time) {
    Sketch sketch = new Sketch();
    puppet.pose(time, sketch);
    return List.copyOf(sketch.parts());
  }

  private static double farthest(Part.Form a, Part.Form b) {
    double most = 0;
    for (int i = 0; i < a.sections().length; i += Part.Form.SECTION) {
      double dx = a.sections()[i] - b.sections()[i];
      double dy = a.sections()[i + 1] - b.sections()[i + 1];
      most = Math.max(most, Math.hypot(dx, dy));
    }
    return most;
  }
}
