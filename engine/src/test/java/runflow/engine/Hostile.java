package runflow.engine;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes odd, broken and malicious picture files. */
final class Hostile {
  static final String PNG = "\u0089PNG\r\n\u001a\n";

  private Hostile() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  static byte[] chunk(String name, byte[] data) {
    byte[] body = join(ascii(name), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(body)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A PNG header: sides, bits of a sample, kind of colour, interlacing. */
  static byte[] header(int width, int height, int depth, int colour, int interlace) {
    ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
    data.put((byte) depth).put((byte) colour).put((byte) 0).put((byte) 0).put((byte) interlace);
    return join(ascii(PNG), chunk("IHDR", data.array()));
  }

  /** A PNG file with more chunks before its pixels. */
  static byte[] pngWith(byte[] png, byte[] chunks) {
    return join(Arrays.copyOf(png, 33), chunks, Arrays.copyOfRange(png, 33, png.length));
  }

  /** A JPEG file with more segments behind its first marker. */
  static byte[] jpegWith(byte[] jpeg, byte[] segments) {
    return join(Arrays.copyOf(jpeg, 2), segments, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  static byte[] segment(int marker, byte[] data) {
    return ByteBuffer.allocate(4 + data.length)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (data.length + 2))
        .put(data)
        .array();
  }

  static byte[] interlaced(byte[] png) throws IOException {
    return rewritten(ImageIO.read(new ByteArrayInputStream(png)), "png", true);
  }

  static byte[] progressive(BufferedImage image) throws IOException {
    return rewritten(image, "jpeg", true);
  }

  private static byte[] rewritten(BufferedImage image, String type, boolean passes)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(type).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(passes ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    return written(writer, new IIOImage(image, null, null), param);
  }

  private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam param)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A JPEG of four samples a pixel; {@code transform} 0 is CMYK, 2 is YCCK, as Adobe writes it. */
  static byte[] fourInks(int transform, int... inks) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, 4, null);
    int[] samples = new int[64 * 48 * 4];
    Arrays.setAll(samples, i -> inks[i % 4]);
    raster.setPixels(0, 0, 64, 48, samples);
    ImageWriter writer = null;
    for (var all = ImageIO.getImageWritersByFormatName("jpeg"); all.hasNext(); ) {
      ImageWriter next = all.next();
      writer = next.getClass().getName().startsWith("com.sun") ? next : writer;
    }
    if (writer == null) {
      throw new IOException("no writer");
    }
    byte[] plain = written(writer, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
    byte[] adobe = join(ascii("Adobe\0d\0\0\0\0"), new byte[] {(byte) transform});
    return jpegWith(plain, segment(0xee, adobe));
  }

  static byte[] written(BufferedImage image, String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, type, out);
    return out.toByteArray();
  }

  /** A PNG of 16 bits a sample, with alpha. */
  static byte[] deep() throws IOException {
    var type =
        ImageTypeSpecifier.createInterleaved(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            new int[] {0, 1, 2, 3},
            DataBuffer.TYPE_USHORT,
            true,
            false);
    BufferedImage image = type.createBufferedImage(64, 48);
    int[] samples = new int[64 * 48 * 4];
    int[] pixel = {200 * 257, 100 * 257, 50 * 257, 255 * 257};
    Arrays.setAll(samples, i -> pixel[i % 4]);
    image.getRaster().setPixels(0, 0, 64, 48, samples);
    return written(image, "png");
  }

  /** A PNG with a palette whose first colour is half transparent. */
  static byte[] palette() throws IOException {
    byte[] red = {(byte) 255, 0};
    byte[] rest = {0, 0};
    byte[] alpha = {(byte) 128, (byte) 255};
    var model = new IndexColorModel(8, 2, red, rest, rest, alpha);
    return written(new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_INDEXED, model), "png");
  }

  static BufferedImage plain(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }
}
