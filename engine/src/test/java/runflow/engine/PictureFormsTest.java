package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static runflow.engine.Hostile.ascii;
import static runflow.engine.Hostile.chunk;
import static runflow.engine.Hostile.join;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import runflow.engine.raster.Pixels;

/** What files say beside their pixels is followed: which way is up, what is see-through. */
class PictureFormsTest {
  private static final Format WIDE = Format.of("720p", false, 1, false);

  /** 48 by 32, red: opaque up to column 24, half so up to 36, then clear; by ffmpeg's libwebp. */
  private static final String ALPHA =
      "UklGRoIAAABXRUJQVlA4WAoAAAAQAAAALwAAHwAAQUxQSBwAAAABFyAQSFKffI2ICAcyaZuajMmp3RnR"
          + "/wC2VZ8DVlA4IEAAAABwAwCdASowACAAPrVYpk6nJSOiJWgA4BaJZwDFBoAAK/gt4AAA/t4Sf43m81pR"
          + "//yz/z++LvEqRjbVFneAAAAA";

  /** A TIFF directory of one entry: turned a quarter to the right. */
  private static final byte[] TURNED = ascii("MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0");

  @Test
  void exifInPngTurnsThePictureUpright() throws Exception {
    byte[] png = Hostile.written(topLeft(), "png");
    assertTurned(Hostile.pngWith(png, chunk("eXIf", TURNED)));
  }

  @Test
  void exifInJpegTurnsThePictureUpright() throws Exception {
    byte[] jpeg = Hostile.written(topLeft(), "jpeg");
    byte[] exif = Hostile.segment(0xe1, join(ascii("Exif\0\0"), TURNED));
    assertTurned(Hostile.jpegWith(jpeg, exif));
  }

  @Test
  void exifInWebpTurnsThePictureUpright() throws Exception {
    byte[] lossy = Base64.getDecoder().decode(ALPHA);
    Pixels pixels = PictureReader.read(Picture.read(webpWith(lossy, "EXIF", TURNED)), WIDE);
    assertThat(pixels.width()).as("upright, then cropped to 16:9").isEqualTo(32);
    Picture picture = Picture.read(webpWith(lossy, "EXIF", TURNED));
    assertThat(picture.height()).isEqualTo(48);
    assertThat(picture.portrait()).isTrue();
    byte[] old = join(ascii("Exif\0\0"), TURNED);
    assertThat(Picture.read(webpWith(lossy, "EXIF", old)).orientation()).isEqualTo(6);
  }

  /** The corner that is stored at the top left is seen at the top right. */
  private static void assertTurned(byte[] file) throws Exception {
    Picture picture = Picture.read(file);
    assertThat(picture.width()).isEqualTo(90);
    assertThat(picture.height()).isEqualTo(160);
    Pixels pixels = PictureReader.read(picture, Format.of("720p", true, 1, false));
    int[] row = new int[pixels.width()];
    pixels.rows().row(10, row);
    assertThat(row[80] >> 16 & 255).isGreaterThan(220);
    assertThat(row[10] >> 16 & 255).isLessThan(40);
    pixels.rows().row(150, row);
    assertThat(row[80] >> 16 & 255).isLessThan(40);
  }

  private static BufferedImage topLeft() {
    BufferedImage image = Hostile.plain(160, 90, Color.BLACK);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 50; x++) {
        image.setRGB(x, y, 0xff0000);
      }
    }
    return image;
  }

  private static byte[] webpWith(byte[] webp, String name, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(8 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(ascii(name)).putInt(data.length).put(data);
    byte[] all = join(webp, chunk.array());
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(4, all.length - 8);
    return all;
  }

  @Test
  void alphaOfALossyWebpIsDecoded() throws Exception {
    BufferedImage image = Picture.read(Base64.getDecoder().decode(ALPHA)).decode(1);
    assertThat(image.getRGB(8, 16) >>> 24).isEqualTo(255);
    assertThat(image.getRGB(30, 16) >>> 24).isCloseTo(128, within(2));
    assertThat(image.getRGB(44, 16) >>> 24).isZero();
    assertThat(image.getRGB(8, 16) >> 16 & 255).isCloseTo(224, within(8));
  }

  @Test
  void whatIsSeeThroughGetsAGroundOfItsOwnColours() throws Exception {
    BufferedImage image = new BufferedImage(160, 90, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 160; x++) {
        image.setRGB(x, y, (x < 60 ? 255 : x < 100 ? 128 : 0) << 24 | 0xf0e0a0);
      }
    }
    int[] light = middle(image);
    assertThat(light[20]).isEqualTo(0xfff0e0a0);
    int ground = light[150] >> 8 & 255;
    assertThat(light[150] >>> 24).isEqualTo(255);
    assertThat(ground).as("dark behind a light thing").isLessThan(110);
    assertThat(light[150] >> 16 & 255).as("warm as it").isGreaterThan(light[150] & 255);
    assertThat(light[80] >> 8 & 255).isCloseTo((ground + 0xe0) / 2, within(2));
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 160; x++) {
        image.setRGB(x, y, (x < 60 ? 255 : 0) << 24 | 0x201810);
      }
    }
    assertThat(middle(image)[150] >> 8 & 255).as("light behind a dark one").isGreaterThan(150);
  }

  private static int[] middle(BufferedImage image) throws Exception {
    Pixels pixels = PictureReader.read(Picture.read(Hostile.written(image, "png")), WIDE);
    int[] row = new int[pixels.width()];
    pixels.rows().row(45, row);
    return row;
  }

  @Test
  void aLossyWebpWithTooManyPixelsIsRefusedByItsHeader() {
    byte[] webp = Base64.getDecoder().decode(ALPHA);
    ByteBuffer file = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    file.putShort(24, (short) 3999).putShort(27, (short) 2999);
    int frame = new String(webp, StandardCharsets.ISO_8859_1).indexOf("VP8 ");
    file.putShort(frame + 14, (short) 4000).putShort(frame + 16, (short) 3000);
    assertThatThrownBy(() -> Picture.read(webp))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("at most 9.0 million pixels")
        .hasMessageContaining("4000x3000")
        .hasMessageContaining("scale it down");
  }

  @Test
  void aJpegOfMoreThanEightBitsIsRefusedByItsHeader() throws Exception {
    byte[] jpeg = Hostile.written(topLeft(), "jpeg");
    int frame = 0;
    while ((jpeg[frame] & 255) != 0xff || (jpeg[frame + 1] & 255) != 0xc0) {
      frame++;
    }
    jpeg[frame + 4] = 12;
    assertThatThrownBy(() -> Picture.read(jpeg))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("8 bits in a sample, but has 12");
  }
}
