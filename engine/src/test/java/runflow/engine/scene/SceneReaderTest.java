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
        "red dunes of Mars at dusk | Land[relief=MARS, water=false] | DUSK",
        "the Sahara desert in golden light | Land[relief=DUNES, water=false] | GOLDEN",
        "craters on the moon, lunar lander | Land[relief=MOON, water=false] | DAY",
        "snowy mountains at dawn | Land[relief=PEAKS, water=false] | DAWN",
        "a mountain lake at night | Land[relief=PEAKS, water=true] | NIGHT",
        "fog in a pine forest, morning | Land[relief=FOREST, water=false] | DAWN",
        "rolling hills of Tuscany at noon | Land[relief=HILLS, water=false] | DAY",
        "prairies and wild horses, sunset | Land[relief=PLAIN, water=false] | DUSK",
        "waves break on the beach at sunrise | Sea[] | DAWN",
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
        .isEqualTo(new Place.Sea());
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
    assertThat(scene.place()).isEqualTo(new Place.Sea());
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
}
