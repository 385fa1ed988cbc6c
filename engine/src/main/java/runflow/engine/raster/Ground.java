package runflow.engine.raster;

/**
 * The shape and colour of natural ground. A unit is some five metres; the camera looks along z.
 * Immutable.
 */
interface Ground {
  /**
   * Height over the zero level.
   *
   * @param footprint size of the smallest feature worth adding
   */
  float height(float x, float z, float footprint);

  /**
   * How far the colour of a place is between two that change slowly, 0 to 1, to be told for the
   * point whose colour is asked for. It changes as smoothly as the height.
   *
   * @param footprint size of the smallest patch worth adding
   */
  default float patch(float x, float z, float footprint) {
    return 0;
  }

  /** Writes the ground's own linear colour at a point. */
  void colour(Spot spot, float[] rgb);

  /**
   * How far apart places may be whose heights tell those of all places between them, up to a
   * distance; 0 if no such places can be named.
   */
  default float smooth(float distance) {
    return 0;
  }

  /** Distances at which the ground is cut into plates, near to far. */
  float[] cuts();

  /** Reused description of one visible point of ground. */
  final class Spot {
    float x;
    float y;
    float z;
    float distance;

    /** How far to the right of the camera's middle. */
    float aside;

    /** How far its colour is between two, as the ground tells for it. */
    float patch;

    /** The part of the normal that points up, 0 to 1. */
    float up;

    /** Rows per unit at this distance, inverted: how large a pixel is. */
    float footprint;
  }

  /** How many octaves of noise with a frequency are worth adding at a footprint. */
  static int octaves(float frequency, float footprint, int most) {
    float room = 0.5f / (frequency * footprint);
    int n = 1;
    while (room > 2 && n < most) {
      room *= 0.5f;
      n++;
    }
    return n;
  }
}
