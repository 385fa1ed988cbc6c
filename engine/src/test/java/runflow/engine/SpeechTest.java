package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.engine.encode.WavFile;

class SpeechTest {
  @TempDir Path folder;

  @Test
  void quotedWordsAreFound() {
    assertThat(Quotes.of("off a lander's rung. A voice says: 'Houston... it is lovely.' Wind."))
        .isEqualTo("Houston... it is lovely.");
    assertThat(Quotes.of("she says \"Hello; you\" and \u201cbye\u201d"))
        .isEqualTo("Hello; you. bye");
    assertThat(Quotes.of("the sailors' boat and the dog's bowl")).isEmpty();
    assertThat(Quotes.of("says \"--version $(reboot) `x` <b>\"")).isEqualTo("--version reboot x b");
  }

  @Test
  void whatIsOnlySpokenIsNotDrawn() {
    assertThat(Quotes.without("a room; a voice says \"Snow on Mars\", softly"))
        .isEqualTo("a room; a voice says , , softly");
    assertThat(Quotes.without("\"a lake at dusk\"")).isEqualTo("\"a lake at dusk\"");
    assertThat(Quotes.without("the dog's bowl")).isEqualTo("the dog's bowl");
    Script quoting = new Script.Text("a library; a voice says \"Snow on Mars\"", "");
    assertThat(Renderer.notes(quoting, 1).toString())
        .contains("library")
        .doesNotContain("mars", "snow");
  }

  @Test
  void noMoreThanThreeHundredLettersAreSpoken() {
    assertThat(Quotes.of("says \"" + "la ".repeat(150) + "\"")).hasSizeLessThanOrEqualTo(300);
    assertThat(Quotes.of("\"" + "a".repeat(100_000))).isEmpty();
  }

  @Test
  void aProgramGetsTheWordsAsDataAndItsSoundIsTaken() throws Exception {
    float[] beep = new float[9_600];
    Arrays.fill(beep, 0.3f);
    WavFile.write(folder.resolve("beep.wav"), 48_000, beep, beep);
    Path program = program("cat > %s/said; echo \"$@\" > %s/options; cat %s/beep.wav");
    Speech speech = Speech.locate(Optional.of(program));
    Speech.Answer answer = speech.say("Hello -x there");
    assertThat(answer.spoken()).isPresent();
    assertThat(answer.note()).contains("spoken by voice, 0.2 s");
    assertThat(Files.readString(folder.resolve("said"))).isEqualTo("Hello -x there");
    assertThat(Files.readString(folder.resolve("options"))).doesNotContain("Hello");
  }

  @Test
  void aProgramThatFailsOrFloodsLeavesANoteAndNoWords() throws Exception {
    Speech silent = Speech.locate(Optional.of(program("exit 3")));
    assertThat(silent.say("Hello").note()).contains("not spoken");
    Speech flood = Speech.locate(Optional.of(program("cat /dev/zero")));
    assertThat(flood.say("Hello").note()).contains("failed");
    assertThat(Speech.none().say("Hello").note()).contains("no voice program");
    assertThatThrownBy(() -> Speech.locate(Optional.of(folder.resolve("none"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void wordsThatTakeTooLongAreSaidToBeCut() throws Exception {
    float[] beep = new float[48_000 * 2];
    Arrays.fill(beep, 0.3f);
    WavFile.write(folder.resolve("beep.wav"), 48_000, beep, beep);
    Speech speech = Speech.locate(Optional.of(program("cat %3$s/beep.wav")));
    List<String> notes = new ArrayList<>();
    assertThat(new Speaking(speech, "Hello").say(notes, 1)).isPresent();
    assertThat(notes).hasSize(2).last().asString().contains("cut off");
    assertThat(new Speaking(speech, "").say(notes, 1)).isEmpty();
    assertThat(notes).hasSize(2);
  }

  @Test
  void aRealProgramSpeaksWhereThereIsOne() throws Exception {
    Speech speech = Speech.locate(Optional.empty());
    Speech.Answer answer = speech.say("Houston, it is even more beautiful than we imagined.");
    assertThat(answer.spoken().isPresent()).isEqualTo(speech.present());
  }

  @Test
  void aProgramThatWritesAFileIsReadFromThere() throws Exception {
    float[] beep = new float[9_600];
    Arrays.fill(beep, 0.3f);
    WavFile.write(folder.resolve("beep.wav"), 48_000, beep, beep);
    Path program = program("cat > /dev/null; cat %s/beep.wav > \"$4\"");
    Path flite = Files.move(program, folder.resolve("flite"));
    assertThat(Speech.locate(Optional.of(flite)).say("Hello").spoken()).isPresent();
  }

  private Path program(String body) throws IOException {
    Path program = folder.resolve("voice");
    Files.writeString(
        program,
        "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n"
            + body.formatted(folder, folder, folder)
            + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
