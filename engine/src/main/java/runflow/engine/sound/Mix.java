package runflow.engine.sound;

import java.util.SplittableRandom;

/** Two channels while they are put together, and what they send to the room. Not thread-safe. */
final class Mix {
  static final int RATE = Track.RATE;

  final int length;
  final float[] left;
  final float[] right;
  final float[] roomLeft;
  final float[] roomRight;
  final SplittableRandom random;

  Mix(int length, long seed) {
    this.length = length;
    left = new float[length];
    right = new float[length];
    roomLeft = new float[length];
    roomRight = new float[length];
    random = new SplittableRandom(seed * 31 + 5);
  }

  float[] channel(int number) {
    return number == 0 ? left : right;
  }

  float[] room(int number) {
    return number == 0 ? roomLeft : roomRight;
  }

  /** Adds to a sample in both channels; {@code pan} is 0 left to 1 right. */
  void add(int at, float value, float pan, float room) {
    if (at >= 0 && at < length) {
      left[at] += value * (1 - pan);
      right[at] += value * pan;
      roomLeft[at] += value * room * (1 - pan);
      roomRight[at] += value * room * pan;
    }
  }

  /** White noise, -1 to 1. */
  float white() {
    return (float) (random.nextDouble() * 2 - 1);
  }

  /** A number in a range. */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
