package runflow.engine.raster;

/**
 * What the wind takes off breaking crests, downwind and up, thinner as it goes. Not thread-safe.
 */
final class Spray {
  /** Puffs over a wave. */
  private static final int PUFFS = 30;

  /** Pixels for a metre of the farthest wave on which spray is seen. */
  private static final float LEAST = 9;

  /** Metres from the camera of the nearest wave on which spray is drawn. */
  private static final float NEAREST = 5;

  private final Lens lens;
  private final Spot spot = new Spot();

  /** Spray of a colour: luma, blue, red. */
  Spray(Lens lens, float[] white) {
    this.lens = lens;
    spot.softness = 1;
    spot.luma = white[0];
    spot.blue = white[1];
    spot.red = white[2];
  }

  /** Draws the spray of a wave. */
  void draw(Frame frame, Roller roller, float time) {
    if (roller.unit < LEAST || roller.distance < NEAREST) {
      return;
    }
    for (int i = 0; i < PUFFS; i++) {
      int key = roller.number * 61 + i;
      float life = time * (0.55f + 0.3f * Maths.hash(key, 11)) + Maths.hash(key, 12);
      float age = Maths.fraction(life);
      int birth = Maths.floor(life);
      int x = (int) (Maths.hash(key + birth * 7919, 13) * (lens.width() - 1));
      float strong = roller.breaks[x];
      if (strong > 0.05f) {
        float size = roller.unit * (0.12f + 0.55f * age) * (0.6f + 0.7f * Maths.hash(key, 14));
        spot.x = x + roller.unit * 1.9f * age;
        spot.y = roller.top[x] - roller.unit * (0.10f + 0.45f * age - 0.35f * age * age);
        spot.across = Math.max(1.5f, size * 1.5f);
        spot.along = Math.max(1.2f, size * 0.7f);
        spot.alpha = 0.62f * strong * (1 - age) * Math.min(1, age * 8);
        spot.draw(frame);
      }
    }
  }
}
