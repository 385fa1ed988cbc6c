package runflow.engine.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeastsTest {
  private static final SceneReader READER = new SceneReader();

  @ParameterizedTest
  @CsvSource({
    "a lion at sunset, BIG_CAT, PLAIN, MANE",
    "a tiger at night, BIG_CAT, JUNGLE, STRIPES",
    "a jaguar in the rain, BIG_CAT, JUNGLE, SPOTS",
    "a cheetah on the savanna, BIG_CAT, PLAIN, SPOTS",
    "a snow leopard, BIG_CAT, PEAKS, SPOTS",
    "a black panther, BIG_CAT, JUNGLE, DARK",
    "a polar bear, BEAR, PLAIN, SNOWY"
  })
  void aBeastHasTheCoatOfItsKindAndBringsItsPlace(
      String prompt, Figure figure, Relief relief, Hide hide) {
    Scene scene = READER.read(prompt, "", 3);
    assertThat(scene.figures()).containsExactly(figure);
    assertThat(scene.place()).isEqualTo(new Place.Land(relief, false));
    assertThat(scene.look().hides()).containsExactly(hide);
  }

  @ParameterizedTest
  @CsvSource({
    "a kitten in the grass, CAT, PLAIN",
    "a lioness with her lion cubs, BIG_CAT, PLAIN",
    "a mountain lion, BIG_CAT, PEAKS",
    "a grizzly, BEAR, FOREST",
    "a brown bear in autumn, BEAR, FOREST"
  })
  void aBeastOfOneColourBringsItsPlace(String prompt, Figure figure, Relief relief) {
    Scene scene = READER.read(prompt, "", 3);
    assertThat(scene.figures()).containsExactly(figure);
    assertThat(scene.place()).isEqualTo(new Place.Land(relief, false));
    assertThat(scene.look().hides()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a lion in a snowy forest, FOREST",
    "a cat in the desert, DUNES",
    "a tiger in the mountains, PEAKS"
  })
  void aPlaceThatIsNamedOutweighsTheBeast(String prompt, Relief relief) {
    assertThat(READER.read(prompt, "", 3).place()).isEqualTo(new Place.Land(relief, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a sea lion in the ocean",
        "a teddy bear on a bed",
        "tiger lilies in a garden",
        "a jaguar car on a plain",
        "a knight bearing a torch"
      })
  void aWordThatMeansSomethingElseIsNoBeast(String prompt) {
    assertThat(READER.read(prompt, "", 3).figures()).doesNotContain(Figure.BIG_CAT, Figure.BEAR);
  }

  @Test
  void aGardenInWhichABeastWalksIsSeenAsFarAsItsTrees() {
    Scene scene = READER.read("A cat walks through a garden at dawn", "", 3);
    assertThat(scene.place()).isEqualTo(new Place.Land(Relief.FOREST, false));
    assertThat(scene.figures()).containsExactly(Figure.CAT);
    assertThat(scene.look().in(Season.SPRING)).isTrue();
    Scene autumn = READER.read("a dog runs through a garden in autumn", "", 3);
    assertThat(autumn.figures()).containsExactly(Figure.DOG);
    assertThat(autumn.look().in(Season.AUTUMN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a garden", "a rose in a garden", "a garden without a cat"})
  void aGardenWithoutABeastIsItsFlowers(String prompt) {
    Scene scene = READER.read(prompt, "", 3);
    assertThat(scene.place()).isEqualTo(new Place.Garden());
    assertThat(scene.look().season()).isEmpty();
  }

  @Test
  void aPolarBearBringsWinterUnlessAnotherSeasonIsNamed() {
    assertThat(READER.read("a polar bear", "", 3).look().in(Season.WINTER)).isTrue();
    assertThat(READER.read("a polar bear in summer", "", 3).look().in(Season.SUMMER)).isTrue();
  }

  @Test
  void aBeastThatIsRefusedTakesNoSeasonAlong() {
    Scene scene = READER.read("a winter landscape", "polar bear", 3);
    assertThat(scene.look().in(Season.WINTER)).isTrue();
    assertThat(READER.read("a winter landscape", "winter", 3).look().season()).isEmpty();
  }

  @Test
  void theColourOfTheLandIsNotThatOfTheBeast() {
    assertThat(READER.read("a tiger in the green jungle", "", 3).look().hues()).isEmpty();
    assertThat(READER.read("a white tiger in the jungle", "", 3).look().hues())
        .containsExactly(Hue.WHITE);
    assertThat(READER.read("a ginger cat in the grass", "", 3).look().hues())
        .containsExactly(Hue.ORANGE);
    assertThat(READER.read("a woman with ginger hair", "", 3).look().hues()).isEmpty();
  }

  @Test
  void aBlackCatCrossesAStreet() {
    Scene scene = READER.read("A black cat crosses a cobbled street at night", "", 3);
    assertThat(scene.place()).isEqualTo(new Place.City());
    assertThat(scene.figures()).containsExactly(Figure.CAT);
    assertThat(scene.look().hues()).containsExactly(Hue.BLACK);
  }
}
