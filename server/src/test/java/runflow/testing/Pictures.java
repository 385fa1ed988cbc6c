package runflow.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures, and what only looks like one. */
public final class Pictures {
  private Pictures() {}

  public static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  public static byte[] jpeg(int width, int height) {
    return encoded("jpg", width, height);
  }

  /** A PNG whose header promises far more pixels than its few bytes hold. */
  public static byte[] hugePng() {
    byte[] header =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(50_000)
            .putInt(50_000)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    var crc = new CRC32();
    crc.update(header);
    return ByteBuffer.allocate(33)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A})
        .putInt(13)
        .put(header)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A JPEG whose frame header says 50000 x 50000. */
  public static byte[] hugeJpeg() {
    byte[] jpeg = jpeg(16, 16);
    for (int i = 2; i < jpeg.length - 9; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 50_000).putShort(i + 7, (short) 50_000);
        return jpeg;
      }
    }
    throw new AssertionError("the encoder wrote no baseline frame");
  }

  /** A WebP of the extended form whose canvas is 2^24 x 2^24, the most it can say. */
  public static byte[] hugeWebp() {
    return ByteBuffer.allocate(30)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(22)
        .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
        .putInt(10)
        .putInt(0)
        .put(new byte[] {-1, -1, -1, -1, -1, -1})
        .array();
  }

  public static String dataUri(String type, byte[] bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] encoded(String format, int width, int height) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
