package runflow.engine;

import java.awt.image.BufferedImage;
import runflow.engine.raster.Pixels;

/**
 * Turns a picture into the pixels of a video's shape: upright, cropped around its middle or a
 * little above.
 */
final class PictureReader {
  private static final int LOOKS = 64;

  /** Which share of what is cut off goes at the top: faces are seldom in the lower half. */
  private static final float EYE_LINE = 0.33f;

  private final BufferedImage image;
  private final int orientation;
  private final Gamut gamut;
  private final PictureGround ground;

  private PictureReader(BufferedImage image, int orientation, Gamut gamut) {
    this.image = image;
    this.orientation = orientation;
    this.gamut = gamut;
    ground = ground(image, gamut);
  }

  /** Decodes a picture at no more than about twice the resolution that a video needs. */
  static Pixels read(Picture picture, Format format) throws PictureException, InterruptedException {
    float across = picture.width() / (format.width() * 1.2f);
    float down = picture.height() / (format.height() * 1.2f);
    int step = Math.max(1, (int) Math.min(across, down));
    PictureReader reader =
        new PictureReader(picture.decode(step), picture.orientation(), picture.gamut());
    int width = reader.width();
    int height = reader.height();
    int wide = (int) Math.min(width, (long) height * format.width() / format.height());
    int high = (int) Math.min(height, (long) width * format.height() / format.width());
    return new Pixels(
        Math.max(1, wide),
        Math.max(1, high),
        new Crop(reader, (width - wide) / 2, (int) ((height - high) * EYE_LINE)));
  }

  /** Looks at some thousand pixels. */
  private static PictureGround ground(BufferedImage image, Gamut gamut) {
    double[] sum = new double[4];
    if (image.getColorModel().hasAlpha()) {
      int stepX = image.getWidth() / LOOKS + 1;
      int stepY = image.getHeight() / LOOKS + 1;
      for (int y = 0; y < image.getHeight(); y += stepY) {
        for (int x = 0; x < image.getWidth(); x += stepX) {
          int[] pixel = {image.getRGB(x, y)};
          gamut.convert(pixel);
          int alpha = pixel[0] >>> 24;
          sum[0] += alpha * (pixel[0] >> 16 & 255);
          sum[1] += alpha * (pixel[0] >> 8 & 255);
          sum[2] += alpha * (pixel[0] & 255);
          sum[3] += alpha;
        }
      }
    }
    return new PictureGround(sum);
  }

  private record Crop(PictureReader reader, int left, int top) implements Pixels.Rows {
    @Override
    public void row(int y, int[] argb) {
      reader.row(left, top + y, argb);
    }
  }

  private int width() {
    return orientation > 4 ? image.getHeight() : image.getWidth();
  }

  private int height() {
    return orientation > 4 ? image.getWidth() : image.getHeight();
  }

  /** Reads a part of a row of the upright picture. */
  private void row(int left, int y, int[] argb) {
    int w = image.getWidth() - 1;
    int h = image.getHeight() - 1;
    for (int i = 0; i < argb.length; i++) {
      int x = Math.min(width() - 1, left + i);
      argb[i] =
          switch (orientation) {
            case 2 -> image.getRGB(w - x, y);
            case 3 -> image.getRGB(w - x, h - y);
            case 4 -> image.getRGB(x, h - y);
            case 5 -> image.getRGB(y, x);
            case 6 -> image.getRGB(y, h - x);
            case 7 -> image.getRGB(w - y, h - x);
            case 8 -> image.getRGB(w - y, x);
            default -> image.getRGB(x, y);
          };
    }
    gamut.convert(argb);
    ground.put(argb, y / (float) height());
  }
}
