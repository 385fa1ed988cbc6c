package runflow.engine.encode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes stereo samples as a 16-bit WAV file. */
public final class WavFile {
  private WavFile() {}

  /**
   * Writes a file, over what is there.
   *
   * @param rate samples in a second
   * @param left samples within ±1, as many as right
   */
  public static void write(Path file, int rate, float[] left, float[] right) throws IOException {
    int data = left.length * 4;
    ByteBuffer out = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(36 + data).put(ascii("WAVEfmt ")).putInt(16);
    out.putShort((short) 1).putShort((short) 2).putInt(rate).putInt(rate * 4);
    out.putShort((short) 4).putShort((short) 16).put(ascii("data")).putInt(data);
    short[] samples = new short[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      samples[2 * i] = sample(left[i]);
      samples[2 * i + 1] = sample(right[i]);
    }
    out.asShortBuffer().put(samples);
    Files.write(file, out.array());
  }

  private static short sample(float v) {
    return (short) Math.round(Math.max(-1, Math.min(1, v)) * 32767f);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
