package runflow.engine;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns a frame into a JPEG file. */
final class Jpeg {
  private Jpeg() {}

  /**
   * The bytes of a JPEG file.
   *
   * @param i420 a frame
   * @param shrink how many pixels become one, in each direction
   */
  static byte[] of(byte[] i420, Format format, int shrink, float quality) throws IOException {
    int width = format.width() / shrink;
    int height = format.height() / shrink;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb(i420, format, x * shrink, y * shrink, shrink));
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      JPEGImageWriteParam param = new JPEGImageWriteParam(null);
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      param.setOptimizeHuffmanTables(true);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static int rgb(byte[] i420, Format format, int left, int top, int side) {
    int width = format.width();
    int luma = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        luma += i420[y * width + x] & 255;
      }
    }
    int pixels = width * format.height();
    int chroma = pixels + (top + side / 2) / 2 * (width / 2) + (left + side / 2) / 2;
    float y = (luma / (float) (side * side) - 16) / 219;
    float blue = ((i420[chroma] & 255) - 128) / 224f;
    float red = ((i420[chroma + pixels / 4] & 255) - 128) / 224f;
    float r = y + 1.5748f * red;
    float b = y + 1.8556f * blue;
    float g = (y - 0.2126f * r - 0.0722f * b) / 0.7152f;
    return level(r) << 16 | level(g) << 8 | level(b);
  }

  private static int level(float v) {
    return Math.max(0, Math.min(255, Math.round(v * 255)));
  }
}
