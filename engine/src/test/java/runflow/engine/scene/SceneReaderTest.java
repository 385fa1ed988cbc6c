package runflow.engine.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneReaderTest {
  private static final String MARS =
      "An astronaut steps onto the surface of Mars, rust-red Martian dust, sand dunes and distant"
          + " mountains under a butterscotch-pink sky. The small irregular moon Phobos is visible"
          + " near the horizon; even more beautiful. The radio crackles.";
  private static final String CATHEDRAL =
      "The woman walks slowly down the cathedral aisle, her footsteps echoing. Rainbow light from"
          + " the rose window sweeps across as clouds move outside. Dust motes dance in the beams."
          + " Distant organ notes.";

  private final SceneReader reader = new SceneReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a calm sea at sunset | boats, people | Sea[waters=OPEN]",
        "a desert at noon | camels | Land[relief=DUNES, water=false]",
        "a forest in the fog | trees, deer | Land[relief=FOREST, water=false]",
        "Mars | rover, astronaut | Land[relief=MARS, water=false]"
      })
  void whatIsRuledOutDoesNotTakeTheNamedPlaceAlong(String prompt, String negative, String place) {
    for (long seed = 0; seed < 5; seed++) {
      assertThat(reader.read(prompt, negative, seed).place()).hasToString(place);
    }
    assertThat(reader.read("a quiet evening", "sea, lake", 4).place())
        .isNotInstanceOfAny(Place.Sea.class);
    assertThat(reader.read("a boat on the sea", "sea", 1).place())
        .isNotInstanceOfAny(Place.Sea.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "red dunes of Mars at dusk | Land[relief=MARS, water=false] | DUSK",
        "the Sahara desert in golden light | Land[relief=DUNES, water=false] | GOLDEN",
        "craters on the moon, lunar lander | Land[relief=MOON, water=false] | DAY",
        "snowy mountains at dawn | Land[relief=PEAKS, water=false] | DAWN",
        "a mountain lake at night | Land[relief=PEAKS, water=true] | NIGHT",
        "fog in a pine forest, morning | Land[relief=FOREST, water=false] | DAWN",
        "rolling hills of Tuscany at noon | Land[relief=HILLS, water=false] | DAY",
        "prairies and wild horses, sunset | Land[relief=PLAIN, water=false] | DUSK",
        "waves break on the beach at sunrise | Sea[waters=BEACH] | DAWN",
        "an astronaut on a spacewalk outside the ISS | Space[planet=EARTH] | DAY",
        "the moon over a summer meadow | Land[relief=PLAIN, water=false] | NIGHT",
        "a summer meadow | Land[relief=PLAIN, water=false] | DAY",
        "Tokyo streets with neon signs | City[] | NIGHT",
        "Saturn and its rings in deep space | Space[planet=RINGED] | DAY",
        "an old church, candles, midnight | Hall[interior=CATHEDRAL] | NIGHT"
      })
  void wordsChoosePlaceAndTime(String prompt, String place, TimeOfDay time) {
    Scene scene = reader.read(prompt, "", 1);
    assertThat(scene.place()).hasToString(place);
    assertThat(scene.time()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a calm sea | OPEN",
        "a calm sea, a storm far away | OPEN",
        "crashing waves on a tropical beach at sunset | BEACH",
        "a storm at sea | HIGH",
        "giant waves at sunset | HIGH",
        "a sailboat on a rough sea | HIGH",
        "a golden retriever runs on a beach | BEACH",
        "a storm over a beach | BEACH"
      })
  void wordsAndStormsChooseTheWaters(String prompt, Place.Waters waters) {
    assertThat(reader.read(prompt, "", 1).place()).isEqualTo(new Place.Sea(waters));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a golden retriever runs on a beach | DOG",
        "a woman walks along the seashore | WALKER",
        "a campfire in the woods | CAMPFIRE",
        "the lander on Mars | LANDER",
        "horses on the beach | HORSE"
      })
  void figuresStandWhereThereIsGroundForThem(String prompt, Figure figure) {
    assertThat(reader.read(prompt, "", 1).figures()).containsExactly(figure);
  }

  @Test
  void nobodyWalksOnOpenWaterAndNoLanderStandsInAForest() {
    assertThat(reader.read("a woman and a horse at sea", "", 1).figures()).isEmpty();
    assertThat(reader.read("a lander in the forest", "", 1).figures()).isEmpty();
  }

  @Test
  void aStageIsNoStag() {
    assertThat(reader.read("a ballerina on a stage", "", 1).figures())
        .containsExactly(Figure.WALKER);
  }

  @Test
  void aLibraryHasAHearthOnlyIfAFireIsNamed() {
    assertThat(reader.read("an old library with a fireplace", "", 1).place())
        .isEqualTo(new Place.Hall(Place.Interior.STUDY));
    assertThat(reader.read("a library lit by candle flames", "", 1).place())
        .isEqualTo(new Place.Hall(Place.Interior.LIBRARY));
    assertThat(reader.read("an old library", "", 1).place())
        .isEqualTo(new Place.Hall(Place.Interior.LIBRARY));
    assertThat(reader.read("an old library by the fireplace", "fireplace", 1).place())
        .isEqualTo(new Place.Hall(Place.Interior.LIBRARY));
  }

  @Test
  void onlyWhoIsNamedAWomanWearsADress() {
    assertThat(reader.read("a woman walks over hills", "", 1).look().dress()).isTrue();
    assertThat(reader.read("a hiker walks over hills", "", 1).look().dress()).isFalse();
    assertThat(reader.read("a man dressed in black walks over hills", "", 1).look().dress())
        .isFalse();
    assertThat(reader.read("a man, his boy and a girl in the hills", "", 1).look().dress())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a city in heavy rain, RAIN, RAIN",
    "mountains while snow is falling, SNOW, SNOW",
    "hills in thick fog, FOG, MOTES",
    "a sandstorm over the desert, DUST, DUST"
  })
  void wordsChooseWeatherAndWhatFalls(String prompt, Weather weather, Particles particles) {
    Scene scene = reader.read(prompt, "", 1);
    assertThat(scene.weather()).isEqualTo(weather);
    assertThat(scene.particles()).isEqualTo(particles);
  }

  @ParameterizedTest
  @CsvSource({
    "the camera pans left over a lake, PAN_LEFT",
    "slow pan over the sea, PAN_RIGHT",
    "camera tilts up to the peaks, TILT_UP",
    "dolly in on a city, DOLLY_IN",
    "slowly zooms out from the planet, DOLLY_OUT",
    "aerial view of mountains, RISE",
    "static shot of a desert, STATIC"
  })
  void wordsMoveTheCamera(String prompt, Move move) {
    assertThat(reader.read(prompt, "", 1).move()).isEqualTo(move);
  }

  @Test
  void theMarsPromptIsMarsByDayWithPhobosAndAnAstronaut() {
    Scene scene = reader.read(MARS, "", 7);
    assertThat(scene.place()).isEqualTo(new Place.Land(Relief.MARS, false));
    assertThat(scene.time()).isEqualTo(TimeOfDay.DAY);
    assertThat(scene.bodies()).containsExactly(Body.SUN, Body.PHOBOS);
    assertThat(scene.figures()).containsExactly(Figure.ASTRONAUT);
    assertThat(scene.voices()).contains(Voice.WIND, Voice.RADIO);
  }

  @Test
  void theCathedralPromptIsAHallWithOrganStepsAndMotes() {
    Scene scene = reader.read(CATHEDRAL, "", 7);
    assertThat(scene.place()).isEqualTo(new Place.Hall(Place.Interior.CATHEDRAL));
    assertThat(scene.particles()).isEqualTo(Particles.MOTES);
    assertThat(scene.voices()).contains(Voice.ORGAN, Voice.STEPS);
  }

  @Test
  void theNegativePromptRemovesWhatItNames() {
    Scene scene = reader.read(MARS, "dust, radio, phobos", 7);
    assertThat(scene.particles()).isEqualTo(Particles.NONE);
    assertThat(scene.bodies()).doesNotContain(Body.PHOBOS);
    assertThat(scene.voices()).doesNotContain(Voice.RADIO);
    assertThat(reader.read("a sea behind mountains", "mountains", 7).place())
        .isEqualTo(new Place.Sea(Place.Waters.OPEN));
  }

  @Test
  void aRefusalInThePromptRemovesToo() {
    assertThat(reader.read("hills at noon without any clouds", "", 1).weather())
        .isEqualTo(Weather.CLEAR);
    assertThat(reader.read("a beach at noon, no wind", "", 1).voices()).doesNotContain(Voice.WIND);
  }

  @Test
  void aRowOfHyphensIsReadFast() {
    String row = "-".repeat(32_768);
    Scene scene =
        assertTimeout(Duration.ofSeconds(2), () -> reader.read(row + "x " + row + "sea", row, 1));
    assertThat(scene.place()).isEqualTo(new Place.Sea(Place.Waters.OPEN));
    assertTimeout(Duration.ofSeconds(2), () -> reader.read("x" + row + "y" + row, "", 1));
  }

  @Test
  void unknownPromptsChooseManyPlacesAndAlwaysTheSame() {
    Set<Place> places = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      Scene scene = reader.read("xyzzy", "", seed);
      assertThat(scene).isEqualTo(reader.read("xyzzy", "", seed));
      places.add(scene.place());
    }
    assertThat(places).hasSizeGreaterThan(5);
    assertThat(reader.read("", "", 1)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a flower opening in a garden | Garden[]",
        "close-up of a rose, dew on the petals | Garden[]",
        "an old library full of books | Hall[interior=LIBRARY]",
        "a cosy room with a fireplace | Hall[interior=ROOM]",
        "a meadow full of wildflowers in the rolling hills | Land[relief=PLAIN, water=false]",
        "aurora over a frozen lake and a pine forest | Land[relief=FOREST, water=true]"
      })
  void wordsChooseTheNewerPlaces(String prompt, String place) {
    assertThat(reader.read(prompt, "", 1).place()).hasToString(place);
  }

  @ParameterizedTest
  @CsvSource({
    "a horse gallops over the prairie, HORSE",
    "camels cross the desert, CAMEL",
    "a deer in the forest, DEER",
    "a fox in a snowy forest, FOX",
    "a dog in a meadow, DOG",
    "a wolf in the mountains, WOLF",
    "a steam train in the countryside, TRAIN",
    "birds over the mountains, BIRDS",
    "a sailboat on the sea, BOAT",
    "a whale in the ocean, WHALE",
    "a boat on a lake, BOAT",
    "cars in the city at night, CAR",
    "a lone tree in a meadow, TREE",
    "a hot air balloon over hills, BALLOON",
    "a village in the hills, HOUSE",
    "a lighthouse by the sea, LIGHTHOUSE",
    "a woman in a cathedral, WALKER"
  })
  void wordsPutFiguresIntoTheScene(String prompt, Figure figure) {
    assertThat(reader.read(prompt, "", 1).figures()).containsExactly(figure);
  }

  @Test
  void severalFiguresAreBoundedAndStandOnlyWhereTheyCan() {
    Scene many =
        reader.read("a man, a horse, a deer, birds, a train, a tree and a house on a plain", "", 1);
    assertThat(many.figures()).hasSize(4).contains(Figure.WALKER, Figure.HORSE, Figure.DEER);
    assertThat(reader.read("a boat and a whale in the Sahara desert", "", 1).figures()).isEmpty();
    assertThat(reader.read("a man and a dog in the city", "man", 1).figures())
        .containsExactly(Figure.DOG);
  }

  @ParameterizedTest
  @CsvSource({
    "film noir street in a city, NOIR, PLAIN",
    "watercolour of a lake, WATERCOLOUR, PLAIN",
    "anime hills, ANIME, PLAIN",
    "vintage film of a desert, VINTAGE, PLAIN",
    "cinematic and eerie forest, CINEMATIC, EERIE",
    "a peaceful lake, NATURAL, SERENE",
    "an ominous sea, NATURAL, DARK"
  })
  void wordsChooseStyleAndMood(String prompt, Style style, Mood mood) {
    Look look = reader.read(prompt, "", 1).look();
    assertThat(look.style()).isEqualTo(style);
    assertThat(look.mood()).isEqualTo(mood);
  }

  @ParameterizedTest
  @CsvSource({
    "orbit shot of a mountain, ORBIT, REAL, false",
    "crane shot over a lake in slow motion, CRANE, SLOW, false",
    "time-lapse of a desert, , LAPSE, false",
    "handheld camera in a forest, , REAL, true"
  })
  void wordsSetTheCamera(String prompt, Move move, Pace pace, boolean handheld) {
    Camera camera = reader.read(prompt, "", 1).camera();
    if (move != null) {
      assertThat(camera.move()).isEqualTo(move);
    }
    assertThat(camera.pace()).isEqualTo(pace);
    assertThat(camera.handheld()).isEqualTo(handheld);
  }

  @Test
  void coloursGoToWhatTheyStandBefore() {
    Look look = reader.read("a red boat under a teal sky, green hills, golden hour", "", 1).look();
    assertThat(look.sky()).contains(Hue.TEAL);
    assertThat(look.hues()).containsExactly(Hue.RED);
  }

  @Test
  void seasonsMoonsStormsAndAurorasAreRead() {
    assertThat(reader.read("an autumn forest", "", 1).look().in(Season.AUTUMN)).isTrue();
    assertThat(reader.read("a desert with two moons", "", 1).bodies())
        .contains(Body.MOON, Body.SECOND_MOON);
    assertThat(reader.read("a thunderstorm over the sea", "", 1).weather())
        .isEqualTo(Weather.STORM);
    assertThat(reader.read("northern lights over mountains", "", 1).bodies())
        .contains(Body.AURORA, Body.STARS);
    assertThat(reader.read("northern lights over mountains", "aurora, northern lights", 1).bodies())
        .doesNotContain(Body.AURORA);
  }

  @Test
  void theFlowerPromptIsAGarden() {
    Scene scene =
        reader.read("Slow motion close-up of a crimson flower opening in a garden, dew", "", 5);
    assertThat(scene.place()).isEqualTo(new Place.Garden());
    assertThat(scene.look().hues()).containsExactly(Hue.CRIMSON);
    assertThat(scene.camera().pace()).isEqualTo(Pace.SLOW);
  }

  @Test
  void aBlossomTreeIsSeenWholeAndNotAsAFlower() {
    Scene scene = new SceneReader().read("cherry blossom tree in a garden", "", 3);
    assertThat(scene.place()).isEqualTo(new Place.Land(Relief.HILLS, false));
    assertThat(scene.has(Figure.TREE)).isTrue();
    assertThat(scene.look().in(Season.SPRING)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a cherry blossom tree, 0",
    "cherry trees along a river, 0",
    "cherry blossoms fall over a woman, 0",
    "a woman in a cherry dress under cherry blossoms, 1"
  })
  void cherryBlossomIsSpringAndNoRed(String prompt, int hues) {
    Look look = reader.read(prompt, "", 3).look();
    assertThat(look.in(Season.SPRING)).isTrue();
    assertThat(look.hues()).hasSize(hues);
  }

  @Test
  void aCherryTreeInAutumnIsAutumnal() {
    assertThat(reader.read("cherry trees in autumn", "", 3).look().in(Season.AUTUMN)).isTrue();
  }
}
