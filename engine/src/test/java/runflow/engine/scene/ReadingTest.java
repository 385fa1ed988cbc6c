package runflow.engine.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private final SceneReader reader = new SceneReader();

  @Test
  void notesNameWhatWasUnderstoodAndWhatWasNot() {
    List<String> notes =
        reader.explain("Mars with Phobos at sunset, butterscotch rungs", "dust", 1).notes();
    assertThat(notes)
        .containsExactly(
            "Understood: place mars (mars, phobos); time dusk (sunset); sky phobos.",
            "Ruled out: dust.",
            "Not understood: butterscotch, rungs.");
  }

  @Test
  void notesNameFiguresThatHaveNoPlace() {
    assertThat(reader.explain("a whale in the Sahara desert", "", 1).notes())
        .contains("Understood, but not shown in this place: whale.");
  }

  @Test
  void aPromptWithoutAKnownWordSaysSo() {
    assertThat(reader.explain("xyzzy", "", 1).notes())
        .containsExactly(
            "No word of the prompt was understood; the seed chose the scene.",
            "Not understood: xyzzy.");
    assertThat(reader.explain("", "", 1).notes()).hasSize(1);
  }

  @Test
  void notesForAPictureLeaveOutPlaceAndFigures() {
    assertThat(reader.explain("a horse in the desert, snowfall, pan left", "", 1).notesForPicture())
        .first()
        .asString()
        .contains("snow (snowfall)")
        .contains("camera pan left")
        .doesNotContain("horse", "desert");
  }

  @Test
  void notesAreBounded() {
    String all =
        "mars desert sea city rain snow storm fog dusk night horse camel deer wolf elephant whale"
            + " boat train car house balloon red teal gold pink epic cinematic autumn orbit";
    StringBuilder unknown = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      unknown.append(" unknownword").append(i);
    }
    List<String> notes = reader.explain(all + unknown, all, 1).notes();
    assertThat(notes).hasSizeLessThanOrEqualTo(6).allMatch(note -> note.length() <= 480);
    assertThat(notes).last().asString().endsWith("more.");
  }

  @Test
  void onlyWhatThePromptNamesFloatsBeforeAPicture() {
    assertThat(named("a cathedral, zoom in", "")).isEqualTo(Particles.NONE);
    assertThat(named("dust motes in a cathedral", "")).isEqualTo(Particles.MOTES);
    assertThat(named("a stormy library", "")).isEqualTo(Particles.RAIN);
    assertThat(named("snowfall", "")).isEqualTo(Particles.SNOW);
    assertThat(named("a sandstorm", "dust")).isEqualTo(Particles.NONE);
    assertThat(named("", "")).isEqualTo(Particles.NONE);
  }

  private Particles named(String prompt, String negative) {
    return reader.explain(prompt, negative, 1).particlesNamed();
  }
}
