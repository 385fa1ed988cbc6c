package runflow.engine.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TropicsTest {
  private static final SceneReader READER = new SceneReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A tropical island beach with palm trees at sunset",
        "palm trees sway in the wind",
        "a coconut palm by the ocean"
      })
  void palmsStandOnABeach(String prompt) {
    Scene scene = READER.read(prompt, "", 3);
    assertThat(scene.place()).isEqualTo(new Place.Sea(Place.Waters.BEACH));
    assertThat(scene.figures()).containsExactly(Figure.PALM);
  }

  @ParameterizedTest
  @CsvSource({"A jungle river in the rain, true", "a dense rainforest at dawn, false"})
  void aJungleIsNoForestOfConifers(String prompt, boolean water) {
    assertThat(READER.read(prompt, "", 3).place()).isEqualTo(new Place.Land(Relief.JUNGLE, water));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a pine forest", "a walk in the woods"})
  void aForestElsewhereStaysOne(String prompt) {
    assertThat(READER.read(prompt, "", 3).place()).isEqualTo(new Place.Land(Relief.FOREST, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"palm", "palms"})
  void palmsCanBeRuledOut(String negative) {
    Scene scene = READER.read("a beach with palm trees", negative, 3);
    assertThat(scene.has(Figure.PALM)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a coin in the palm of his hand",
        "palms together in prayer",
        "a seed on her open palm",
        "sweaty palms"
      })
  void thePalmOfAHandIsNoTree(String prompt) {
    Reading reading = READER.explain(prompt, "", 3);
    assertThat(reading.scene().has(Figure.PALM)).isFalse();
    assertThat(reading.notes()).last().asString().contains("Not understood").contains("palm");
  }

  @Test
  void palmsAreStillTreesBesideAHand() {
    assertThat(READER.read("a shell in her palm under palm trees", "", 3).has(Figure.PALM))
        .isTrue();
  }

  @Test
  void aPalmTreeAsksForNoOtherTree() {
    Reading reading = READER.explain("a palm tree in the desert", "", 3);
    assertThat(reading.scene().figures()).containsExactly(Figure.PALM);
    assertThat(reading.notes()).noneMatch(note -> note.contains("not shown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an old oak in the jungle",
        "a lone tree in the rainforest",
        "a willow in a forest"
      })
  void aNamedTreeStandsInAWood(String prompt) {
    assertThat(READER.read(prompt, "", 3).has(Figure.TREE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a jungle with trees", "a deer among the trees in a forest"})
  void aWoodIsItsTrees(String prompt) {
    Reading reading = READER.explain(prompt, "", 3);
    assertThat(reading.scene().has(Figure.TREE)).isFalse();
    assertThat(reading.notes()).noneMatch(note -> note.contains("not shown"));
  }
}
