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
   * Distance between two places which tell the patches between them; 0 if nothing is known to have
   * no small features.
   */
  default float gap() {
    return 0;
  }

  /** The part of the height that has no features smaller than many footprints. */
  default float broad(float x, float z, float footprint) {
    return 0;
  }

  /** The rest of the height. */
  default float detail(float x, float z, float footprint) {
    return height(x, z, footprint);
  }

  /** What large patches of colour there are, for {@link Spot#patch}. */
  default float patch(float x, float z) {
    return 0;
  }

  /** Writes the ground's own linear colour at a point. */
  void colour(Spot spot, float[] rgb);

  /** Distances at which the ground is cut into plates, near to far. */
  float[] cuts();

  /** Reused description of one visible point of ground. */
  final class Spot {
    float x;
    float y;
    float z;
    float distance;
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
