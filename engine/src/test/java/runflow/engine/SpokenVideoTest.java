package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From quoted words in a prompt to what is heard in the finished video. */
class SpokenVideoTest {
  private static final int RATE = 48_000;
  private static final int PITCH = 1_900;
  private static final Format TWO = Format.of("720p", false, 2, true);
  private static final Script SPOKEN =
      new Script.Text("a calm lake at dawn, a voice says \"Good evening\"", "");

  @TempDir Path folder;

  @Test
  void wordsAreHeardWhereTheyArePlacedAndNowhereElse() throws Exception {
    float[] spoken = sound(SPOKEN, Speech.locate(Optional.of(program())), "spoken.mp4");
    // Two words of 0.4 s begin 0.7 s after the start.
    double said = pitch(spoken, 0.75, 1.45);
    assertThat(said).isGreaterThan(30 * pitch(spoken, 0.1, 0.65));
    assertThat(said).isGreaterThan(30 * pitch(spoken, 1.6, 1.95));
  }

  @Test
  void anInstalledVoiceIsHeard() throws Exception {
    Speech real = Speech.locate(Optional.empty());
    assertThat(real.present()).as("espeak-ng or flite is here; ./check installs one").isTrue();
    Path video = folder.resolve("real.mp4");
    Rendering rendering =
        new Renderer(Testing.ffmpeg(), real).render(SPOKEN, 3, TWO, video, p -> {});
    assertThat(rendering.notes()).last().asString().contains("are spoken by");
    // Syllables come and go; 0.38 was measured without them, and 1.35 with them.
    assertThat(unevenness(decode(video), 0.7, 1.7)).isGreaterThan(0.8);
  }

  /** A program with the command line of espeak-ng that says every word as 0.4 s of one tone. */
  private Path program() throws IOException {
    Path word = folder.resolve("word.pcm");
    ByteBuffer tone = ByteBuffer.allocate(2 * 8_820).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 8_820; i++) {
      tone.putShort((short) (12_000 * Math.sin(2 * Math.PI * PITCH * i / 22_050)));
    }
    Files.write(word, tone.array());
    Path program = folder.resolve("espeak");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$1" = --version ] && echo "eSpeak NG text-to-speech: 1.51" && exit 0
        in=; out=; voice=; speed=
        while [ $# -gt 0 ]; do
          case "$1" in
            --stdin) in=1 ;;
            --stdout) out=1 ;;
            -v) shift; voice=$1 ;;
            -s) shift; speed=$1 ;;
            *) echo "unknown option $1" >&2; exit 1 ;;
          esac
          shift
        done
        [ "$in$out" = 11 ] && [ "$voice" = en ] && [ "$speed" -gt 80 ] || exit 1
        words=$(cat)
        # RIFF of endless length, one channel of 16 bits at 22,050 Hz, as it goes to a pipe
        printf 'RIFF\\044\\360\\377\\177WAVEfmt \\020\\000\\000\\000\\001\\000\\001\\000'
        printf '\\042\\126\\000\\000\\104\\254\\000\\000\\002\\000\\020\\000data\\000\\360\\377\\177'
        for word in $words; do cat %s; done
        """
            .formatted(word));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private float[] sound(Script script, Speech speech, String name) throws Exception {
    Path video = folder.resolve(name);
    new Renderer(Testing.ffmpeg(), speech).render(script, 3, TWO, video, p -> {});
    return decode(video);
  }

  /** The left channel of a video, decoded. */
  private static float[] decode(Path video) throws Exception {
    Process process =
        new ProcessBuilder(
                Testing.ffmpeg().path().toString(),
                "-v",
                "error",
                "-i",
                video.toString(),
                "-f",
                "s16le",
                "-ac",
                "2",
                "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ByteBuffer pcm =
        ByteBuffer.wrap(process.getInputStream().readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(process.waitFor()).isZero();
    float[] left = new float[pcm.capacity() / 4];
    for (int i = 0; i < left.length; i++) {
      left[i] = pcm.getShort(4 * i) / 32768f;
    }
    assertThat(left.length / (double) RATE).isCloseTo(2, within(0.1));
    return left;
  }

  /** The power of the program's tone between two times, in seconds. */
  private static double pitch(float[] sound, double from, double to) {
    double real = 0;
    double imaginary = 0;
    int first = (int) (from * RATE);
    int last = (int) (to * RATE);
    for (int i = first; i < last; i++) {
      double turn = 2 * Math.PI * PITCH * i / RATE;
      real += sound[i] * Math.cos(turn);
      imaginary += sound[i] * Math.sin(turn);
    }
    double count = last - first;
    return (real * real + imaginary * imaginary) / (count * count) + 1e-12;
  }

  /** How much the power of stretches of 20 ms varies around its mean, as a share of that. */
  private static double unevenness(float[] sound, double from, double to) {
    int stretch = RATE / 50;
    DoubleSummaryStatistics powers = new DoubleSummaryStatistics();
    double squares = 0;
    for (int i = (int) (from * RATE); i < to * RATE; i += stretch) {
      double power = 0;
      for (int k = i; k < i + stretch; k++) {
        power += sound[k] * sound[k];
      }
      powers.accept(power);
      squares += power * power;
    }
    double mean = powers.getAverage();
    return Math.sqrt(Math.max(0, squares / powers.getCount() - mean * mean)) / mean;
  }
}
