package runflow.engine.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Words that a voice program has said: one channel at 48 kHz. Immutable. */
public final class Spoken {
  /** The longest that is taken, in seconds. */
  public static final int MOST_SECONDS = 60;

  private static final int FORMAT = 20;

  private final float[] samples;

  private Spoken(float[] samples) {
    this.samples = samples;
  }

  /**
   * Reads a WAV file of 16-bit samples; empty if it is none, has no sound or is of another kind. A
   * header that promises more than there is, as a program writes to a pipe, is no fault.
   */
  public static Optional<Spoken> read(byte[] wav) {
    ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    if (wav.length < 44 || !has(wav, 0, "RIFF") || !has(wav, 8, "WAVEfmt ")) {
      return Optional.empty();
    }
    int channels = in.getShort(FORMAT + 2);
    int rate = in.getInt(FORMAT + 4);
    int data = data(wav, in);
    boolean plain = in.getShort(FORMAT) == 1 && in.getShort(FORMAT + 14) == 16;
    if (!plain || channels < 1 || channels > 2 || rate < 6_000 || rate > 96_000 || data < 0) {
      return Optional.empty();
    }
    int frames = Math.min((wav.length - data) / (2 * channels), rate * MOST_SECONDS);
    float[] samples = new float[frames];
    for (int i = 0; i < frames; i++) {
      samples[i] = in.getShort(data + i * 2 * channels) / 32768f;
    }
    return trimmed(resampled(samples, rate));
  }

  private static int data(byte[] wav, ByteBuffer in) {
    long at = 12;
    while (at + 8 <= wav.length) {
      if (has(wav, (int) at, "data")) {
        return (int) at + 8;
      }
      at += 8 + (in.getInt((int) at + 4) & 0xffffffffL);
    }
    return -1;
  }

  private static boolean has(byte[] wav, int at, String name) {
    return new String(wav, at, name.length(), StandardCharsets.ISO_8859_1).equals(name);
  }

  /** Cubic interpolation; voices have little above the old rate's middle. */
  private static float[] resampled(float[] from, int rate) {
    int length = (int) ((long) from.length * Track.RATE / rate);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      double place = i * (double) rate / Track.RATE;
      int k = (int) place;
      float t = (float) (place - k);
      float a = from[Math.max(0, k - 1)];
      float b = from[k];
      float c = from[Math.min(from.length - 1, k + 1)];
      float d = from[Math.min(from.length - 1, k + 2)];
      out[i] = b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
    return out;
  }

  private static Optional<Spoken> trimmed(float[] samples) {
    int from = 0;
    int to = samples.length;
    while (from < to && Math.abs(samples[from]) < 0.01f) {
      from++;
    }
    while (to > from && Math.abs(samples[to - 1]) < 0.01f) {
      to--;
    }
    float[] words = new float[to - from];
    System.arraycopy(samples, from, words, 0, words.length);
    return words.length < Track.RATE / 20 ? Optional.empty() : Optional.of(new Spoken(words));
  }

  /** How long the words take. */
  public double seconds() {
    return samples.length / (double) Track.RATE;
  }

  float[] samples() {
    return samples;
  }
}
