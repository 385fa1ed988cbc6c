package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  private static final Format SHORT = Format.of("720p", false, 1, false);

  /** A lossless WebP file of 20 by 40 pixels, from {@code ffmpeg -c:v libwebp -lossless 1}. */
  static final String WEBP =
      "UklGRvICAABXRUJQVlA4TOYCAAAvE8AJAK8Ft7Zt1co68t0l1AZ+hvafEFICmbtz7bQBObZt09bax+fZ"
          + "aNnNF9cL9aXxbV7us+HGtq262Q91xTJT7sh9uiUXwCnGzCTWm/cfzH+AOgiIJqmCCsuc/odnueV/U8/Y"
          + "gj6kbRGLDES4CCsYaYiGCTAFCDArqASVjDxS6MhBw84RZ0QmUNAalSEFgkGFjgCG/0MYwvgzVqWEXwPO"
          + "3mkqNwfW+EXzQK8bbBgaUCJWyaCdCZD6QCGAzgFpiMCPn4H3sRl7383kzRjxBNkb7iq+xK1kgV39d2H6"
          + "y2HdVnnTx+EUNON1VZrR6DXJP19SZkBTkieaDdzNo4/N2PfQg36kPnJ15JLuCIBBjIGrjINu9cc5aLMr"
          + "k5epfjZ283qNN3Fye9AaY13+UelJgSKhCoMQVIIEFAtrYQVUjyA0Uaru6v00un/FkBv3D6jJ6eYNBB0G"
          + "uTKWqg8cBf494LkVpHlmFS2KE8VDEYVO+o/rgKaVIQItBOVA01puFsEdxXk1BIYpQeJlMfj7JSmxXHjW"
          + "Ekl4Xmgpfpq7/tpecZogqrojdGGZ99fuuD7feyLRkU8tLsXlQ7PF18/S8HrqCp9m+2MG6Nu2nU/mLddy"
          + "Q7ZtLtvGkG3btt2y/Q8Ob7+PfXyeiP4rcttIyZwYFj4h1ZS65LQMGvjyWBBdRpfK5AoAqE9JTY/D+JhY"
          + "+C73lsoTJABgOjhskISJjQ2Y+foiVUhMEDHv86NIH42yczC36Y0yxnwzC/fgoUJDyLcWoFXzuwq+ud/D"
          + "/vauVwF6Ph7B/VfLT22WpePdnn/Ezq0HPB1W48FNr96v0OFkq6dzIGRjBY5FArQ9XWZyK+3Wlrpb+0IX"
          + "52BVbIPiVdBgIfD6Knx+DtarngHXKUJZsd88727v/yvEOUB5GRRGLKTCpatDeXFGPCsVrm0TY+39xDNV"
          + "4TY+jZMjxLP/58OpcZqaxZlR4p9hsjmRFcVQokv8W0zEqFIG+uiQ/iAd";

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void sizeAndShapeComeFromTheHeader(String type) throws Exception {
    Picture picture = Picture.read(Testing.picture(type, 300, 200));
    assertThat(picture.width()).isEqualTo(300);
    assertThat(picture.height()).isEqualTo(200);
    assertThat(picture.portrait()).isFalse();
    assertThat(Picture.read(Testing.picture(type, 200, 300)).portrait()).isTrue();
    assertThat(picture.decode(1).getWidth()).isEqualTo(300);
  }

  @Test
  void webpIsReadAndDecoded() throws Exception {
    Picture picture = Picture.read(Base64.getDecoder().decode(WEBP));
    assertThat(picture.width()).isEqualTo(20);
    assertThat(picture.height()).isEqualTo(40);
    assertThat(picture.decode(1).getHeight()).isEqualTo(40);
  }

  @Test
  void anExtendedWebpOfOnePictureIsReadAndDecoded() throws Exception {
    Picture picture = Picture.read(extended(0, 20, 40, 1));
    assertThat(picture.height()).isEqualTo(40);
    assertThat(picture.decode(1).getWidth()).isEqualTo(20);
  }

  @Test
  void aWebpOfManyPicturesIsRefusedByItsHeader() {
    assertThatThrownBy(() -> Picture.read(extended(0, 20, 40, 40)))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("several");
    assertThatThrownBy(() -> Picture.read(extended(0, 20, 40, 0)))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> Picture.read(extended(0, 7000, 7000, 1)))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("7000x7000");
  }

  @Test
  void anAnimatedWebpIsRefused() {
    assertThatThrownBy(() -> Picture.read(extended(2, 20, 40, 1)))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("animated WebP is not taken");
  }

  @Test
  void aWebpCutOffIsRefused() throws Exception {
    byte[] whole = extended(0, 20, 40, 1);
    for (int length = 0; length < whole.length; length++) {
      byte[] stump = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Picture.read(stump)).isInstanceOf(PictureException.class);
    }
  }

  /** An extended WebP file that holds the small picture any number of times. */
  private static byte[] extended(int flags, int width, int height, int times) {
    byte[] plain = Base64.getDecoder().decode(WEBP);
    int size = 30 + times * (plain.length - 12);
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(plain, 0, 4).putInt(size - 8).put(plain, 8, 4);
    out.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(flags);
    out.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    for (int i = 0; i < times; i++) {
      out.put(plain, 12, plain.length - 12);
    }
    return out.array();
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greyKeepsItsValue(int type) throws Exception {
    BufferedImage grey = new BufferedImage(64, 64, type);
    int[] samples = new int[64 * 64];
    Arrays.fill(samples, type == BufferedImage.TYPE_BYTE_GRAY ? 128 : 128 * 257);
    grey.getRaster().setPixels(0, 0, 64, 64, samples);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(grey, "png", png);
    BufferedImage decoded = Picture.read(png.toByteArray()).decode(1);
    assertThat(decoded.getRGB(30, 30)).isEqualTo(0xff808080);
  }

  @Test
  void decodingEndsWhenTheThreadIsInterrupted() throws Exception {
    List<byte[]> files =
        List.of(
            Testing.picture("png", 300, 200),
            Testing.picture("jpeg", 300, 200),
            Base64.getDecoder().decode(WEBP));
    for (byte[] file : files) {
      Picture picture = Picture.read(file);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> picture.decode(1)).isInstanceOf(InterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void aTinyPictureIsRefused() throws Exception {
    byte[] png = Testing.picture("png", Picture.MIN_SIDE, Picture.MIN_SIDE - 1);
    assertThatThrownBy(() -> Picture.read(png))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("at least 16 pixels")
        .hasMessageContaining("16x15");
  }

  @Test
  void aBombIsRefusedByItsHeader() throws Exception {
    byte[] png = Testing.picture("png", 64, 64);
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    assertThatThrownBy(() -> Picture.read(png))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("60000x60000");
    ByteBuffer.wrap(png).putInt(16, -1);
    assertThatThrownBy(() -> Picture.read(png)).isInstanceOf(PictureException.class);
    ByteBuffer.wrap(png).putInt(16, 9000).putInt(20, 9000);
    assertThatThrownBy(() -> Picture.read(png)).hasMessageContaining("50 million");
  }

  @Test
  void aLyingHeaderIsRefusedWhenDecoded() throws Exception {
    byte[] png = Testing.picture("png", 64, 64);
    ByteBuffer.wrap(png).putInt(16, 4000).putInt(20, 4000);
    Script script = new Script.Image(png, "", "");
    assertThatThrownBy(() -> Renderer.still(script, 1, SHORT, 0))
        .isInstanceOf(PictureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void aFileCutOffIsRefused(String type) throws Exception {
    byte[] whole = Testing.picture(type, 300, 200);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> Picture.read(half))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("ends early");
    for (int length = 0; length < 64; length++) {
      byte[] stump = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Picture.read(stump)).isInstanceOf(PictureException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GIF89a",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "%PDF-1.7",
        "RIFF....WAVEfmt "
      })
  void otherTypesAreRefusedWhateverTheyAreCalled(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Picture.read(bytes))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("JPEG, PNG or WebP");
  }

  @Test
  void aHugeFileIsRefused() {
    assertThatThrownBy(() -> Picture.read(new byte[Picture.MAX_BYTES + 1]))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("MiB");
  }

  @Test
  void aJpegOfThousandsOfScansIsRefused() throws Exception {
    byte[] jpeg = Testing.picture("jpeg", 64, 64);
    ByteBuffer many = ByteBuffer.allocate(jpeg.length + 4000).put(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 2000; i++) {
      many.putShort((short) 0xffda);
    }
    many.put(jpeg, jpeg.length - 2, 2);
    assertThatThrownBy(() -> Picture.read(many.array()))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("scans");
  }

  @Test
  void exifTurnsAPictureUpright() throws Exception {
    byte[] jpeg = Testing.picture("jpeg", 300, 200);
    Picture turned = Picture.read(withOrientation(jpeg, 6));
    assertThat(turned.width()).isEqualTo(200);
    assertThat(turned.height()).isEqualTo(300);
    assertThat(turned.portrait()).isTrue();
    assertThat(turned.orientation()).isEqualTo(6);
    Script script = new Script.Image(withOrientation(jpeg, 6), "", "");
    assertThat(Renderer.still(script, 1, SHORT, 0)).isNotEmpty();
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif =
        ("ÿá\0\"Exif\0\0MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0" + (char) orientation + "\0\0\0\0\0\0")
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }
}
