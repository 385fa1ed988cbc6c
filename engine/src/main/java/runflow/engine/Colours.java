package runflow.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Brings a decoded picture to sRGB, many pixels at a time. */
final class Colours {
  /** Rows between two looks at the thread's interruption. */
  private static final int STRIP = 64;

  private Colours() {}

  /**
   * The picture in sRGB; the same object if it is already.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  static BufferedImage plain(BufferedImage image) throws InterruptedException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel || model.getColorSpace().isCS_sRGB()) {
      return image;
    }
    int width = image.getWidth();
    boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    BufferedImage plain = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.getHeight(); y += STRIP) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int high = Math.min(STRIP, image.getHeight() - y);
      BufferedImage target = plain.getSubimage(0, y, width, high);
      if (grey) {
        grey(image.getRaster(), model.getComponentSize(0), y, target);
      } else {
        new ColorConvertOp(null).filter(image.getSubimage(0, y, width, high), target);
      }
    }
    return plain;
  }

  /** Takes grey samples as sRGB values: Java would take them as linear light and wash them out. */
  private static void grey(Raster from, int bits, int top, BufferedImage target) {
    int bands = from.getNumBands();
    int most = (1 << bits) - 1;
    int[] samples = new int[from.getWidth() * bands];
    int[] argb = new int[from.getWidth()];
    for (int y = 0; y < target.getHeight(); y++) {
      from.getPixels(0, top + y, from.getWidth(), 1, samples);
      for (int x = 0; x < argb.length; x++) {
        int value = (samples[x * bands] * 255 + most / 2) / most;
        int alpha = bands > 1 ? (samples[x * bands + 1] * 255 + most / 2) / most : 255;
        argb[x] = alpha << 24 | value * 0x010101;
      }
      target.setRGB(0, y, argb.length, 1, argb, 0, argb.length);
    }
  }
}
