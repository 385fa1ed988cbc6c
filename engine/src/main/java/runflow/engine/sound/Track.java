package runflow.engine.sound;

/** Finished stereo sound: 48 000 samples a second in each channel, each sample within ±1. */
public final class Track {
  /** Samples in a second, per channel. */
  public static final int RATE = 48_000;

  private final float[] left;
  private final float[] right;

  Track(float[] left, float[] right) {
    this.left = left;
    this.right = right;
  }

  /** The left channel itself, not to be changed. */
  public float[] left() {
    return left;
  }

  /** The right channel itself, not to be changed. */
  public float[] right() {
    return right;
  }
}
