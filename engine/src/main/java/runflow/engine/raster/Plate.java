package runflow.engine.raster;

import org.jspecify.annotations.Nullable;

/**
 * A picture layer at one depth: luma and alpha at full, chroma at half resolution, multiplied by
 * alpha, 16 bits a sample. Luma and chroma are held in 1/64, alpha in 1/16384.
 */
final class Plate {
  static final float UNIT = 64;

  /** Alpha of what is opaque. */
  static final int MOST_ALPHA = 16384;

  static final float OPAQUE = MOST_ALPHA;

  final Region region;

  /** Distance from the camera; decides how far the plate moves. */
  final float depth;

  /** Of luma, of both chroma planes, and of the chroma planes' alpha. */
  final Surface luma;

  /** The one y, u, v of all of it, not multiplied by alpha; null if its colour varies. */
  final float @Nullable [] plain;

  final Surface blue;
  final Surface red;

  Plate(Region region, float depth, boolean seeThrough) {
    this.region = region;
    this.depth = depth;
    plain = null;
    luma = new Surface(region.width(), region.height(), null, seeThrough);
    blue = new Surface(region.width() / 2, region.height() / 2, null, seeThrough);
    red = new Surface(region.width() / 2, region.height() / 2, blue, seeThrough);
  }

  /** A finished plate, of which only the alpha counts. */
  Plate(Plate shape, float[] plain) {
    region = shape.region;
    depth = shape.depth;
    this.plain = plain.clone();
    luma = shape.luma;
    blue = shape.blue;
    red = shape.red;
  }

  private Plate(Region region, float depth, Surface luma, Surface blue, Surface red) {
    plain = null;
    this.region = region;
    this.depth = depth;
    this.luma = luma;
    this.blue = blue;
    this.red = red;
  }

  /** This plate, surveyed, without its first rows (an even number) and at another depth. */
  Plate cropped(int rows, float newDepth) {
    Region rest =
        new Region(
            region.left(),
            region.top() + rows * region.scale(),
            region.width(),
            region.height() - rows,
            region.scale());
    Surface half = blue.cropped(rows / 2, null);
    return new Plate(rest, newDepth, luma.cropped(rows, null), half, red.cropped(rows / 2, half))
        .done();
  }

  /** The same samples, each for so many times more picture pixels across and down. */
  Plate larger(int times) {
    return new Plate(region.larger(times), depth, luma, blue, red);
  }

  /** One of the three planes, by number. */
  Surface surface(int plane) {
    return switch (plane) {
      case 0 -> luma;
      case 1 -> blue;
      default -> red;
    };
  }

  /** Finds what is empty and what is opaque; called once when the samples are in. */
  Plate done() {
    luma.survey(region.scale());
    blue.survey(region.scale());
    red.surveyed(blue);
    return this;
  }
}
