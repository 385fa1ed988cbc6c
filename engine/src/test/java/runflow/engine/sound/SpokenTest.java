package runflow.engine.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpokenTest {
  @Test
  void anyRateAndOneOrTwoChannelsAreTaken() {
    float[] loud = new float[22_050];
    Arrays.fill(loud, 0.25f);
    assertThat(Spoken.read(wav(22_050, 1, loud)).orElseThrow().seconds())
        .isCloseTo(1, within(0.01));
    assertThat(Spoken.read(wav(22_050, 2, loud)).orElseThrow().seconds())
        .isCloseTo(0.5, within(0.01));
  }

  @Test
  void whatIsNoSoundIsNothing() {
    byte[] good = wav(16_000, 1, new float[8_000]);
    assertThat(Spoken.read(good)).as("silence").isEmpty();
    assertThat(Spoken.read(new byte[0])).isEmpty();
    assertThat(Spoken.read(new byte[500])).isEmpty();
    float[] loud = new float[8_000];
    Arrays.fill(loud, 0.5f);
    byte[] wav = wav(16_000, 1, loud);
    assertThat(Spoken.read(wav)).isPresent();
    for (int at : new int[] {0, 8, 20, 22, 34, 36}) {
      byte[] broken = wav.clone();
      broken[at] = 99;
      assertThat(Spoken.read(broken)).as("byte %d", at).isEmpty();
    }
  }

  /** A WAV file whose header promises two gigabytes, as programs write it to a pipe. */
  static byte[] wav(int rate, int channels, float[] samples) {
    ByteBuffer out = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(0x7ffff000).put(ascii("WAVEfmt ")).putInt(16);
    out.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(rate * channels * 2);
    out.putShort((short) (channels * 2)).putShort((short) 16);
    out.put(ascii("data")).putInt(0x7ffff000);
    for (float v : samples) {
      out.putShort((short) (v * 32767));
    }
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
