package runflow.engine.raster.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

class BeastFormsTest {
  @Test
  void beastsAreAsTallAsTheirKinds() {
    List<String> growing = List.of("cat", "fox", "dog", "leopard", "lioness", "lion", "bear");
    assertThat(growing).isSortedAccordingTo(Comparator.comparingDouble(BeastFormsTest::tall));
    assertThat(tall("cat")).isBetween(0.25, 0.4);
  }

  @Test
  void aCatHoldsItsTailUpAndALionHoldsItDown() {
    assertThat(hindmost("cat")).isGreaterThan(tall("cat"));
    assertThat(hindmost("lion")).isLessThan(tall("lion"));
  }

  @ParameterizedTest
  @CsvSource({
    "a tabby, 1",
    "an orange cat, 1",
    "a black cat, 0",
    "a white cat, 0",
    "a tiger, 1",
    "a white tiger, 1",
    "a leopard, 1",
    "a panther, 0",
    "a lioness, 0"
  })
  void marksAreOnThoseThatHaveThem(String beast, int marks) {
    assertThat(parts(beast)).filteredOn(Part.Blades.class::isInstance).hasSize(marks);
  }

  @Test
  void onlyALionHasAMane() {
    assertThat(forms("a lion")).hasSize(forms("a lioness").size() + 1);
  }

  @Test
  void aPolarBearIsPaleAndABearIsAsItIsCalled() {
    assertThat(light("a polar bear")).isGreaterThan(4 * light("a brown bear"));
    assertThat(light("a black bear")).isLessThan(0.5 * light("a brown bear"));
  }

  /** The height of the back. */
  private static double tall(String beast) {
    return top(trunk(beast));
  }

  /** The height of what is farthest behind. */
  private static double hindmost(String beast) {
    return forms(beast).stream()
        .min(Comparator.comparingDouble(form -> numbers(form, 0).min().orElseThrow()))
        .map(BeastFormsTest::top)
        .orElseThrow();
  }

  private static double light(String beast) {
    return trunk(beast).skin().colour().luminance();
  }

  /** The form that is long and thick. */
  private static Part.Form trunk(String beast) {
    return forms(beast).stream()
        .max(Comparator.comparingDouble(BeastFormsTest::bulk))
        .orElseThrow();
  }

  private static double bulk(Part.Form form) {
    DoubleSummaryStatistics along = numbers(form, 0).summaryStatistics();
    return (along.getMax() - along.getMin()) * numbers(form, 2).max().orElseThrow();
  }

  private static double top(Part.Form form) {
    float[] all = form.sections();
    return IntStream.range(0, all.length / Part.Form.SECTION)
        .mapToDouble(i -> all[i * Part.Form.SECTION + 1] + all[i * Part.Form.SECTION + 2])
        .max()
        .orElseThrow();
  }

  /** One number of every section. */
  private static DoubleStream numbers(Part.Form form, int number) {
    float[] all = form.sections();
    return IntStream.range(0, all.length / Part.Form.SECTION)
        .mapToDouble(i -> all[i * Part.Form.SECTION + number]);
  }

  private static List<Part.Form> forms(String beast) {
    return parts(beast).stream()
        .filter(Part.Form.class::isInstance)
        .map(Part.Form.class::cast)
        .toList();
  }

  private static List<Part> parts(String beast) {
    Scene scene = new SceneReader().read(beast + " on a plain", "", 7);
    Sketch sketch = new Sketch();
    new Troupe(scene, 7).sideways(scene.figures().iterator().next(), 0).pose(0, sketch);
    return List.copyOf(sketch.parts());
  }
}
