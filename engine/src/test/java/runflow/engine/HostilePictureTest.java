package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static runflow.engine.Hostile.ascii;
import static runflow.engine.Hostile.chunk;
import static runflow.engine.Hostile.deflated;
import static runflow.engine.Hostile.header;
import static runflow.engine.Hostile.join;
import static runflow.engine.Hostile.segment;

import com.sun.management.ThreadMXBean;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user's file holds, it gives a picture or an error that says what to do. */
@Timeout(60)
class HostilePictureTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Format SMALL = Format.of("720p", false, 1, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">"
            + "<image href=\"http://127.0.0.1:PORT/\"/></svg>",
        "<!doctype html><img src=\"http://127.0.0.1:PORT/\">",
        "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nhttp://127.0.0.1:PORT/a.ts\n",
        "ffconcat version 1.0\nfile http://127.0.0.1:PORT/a.png\n",
        "GIF89a and more of it, which is not taken either",
        "%PDF-1.7 (a document)",
        "PK\3\4 an archive that calls itself a picture",
        "RIFF....WAVEfmt and some sound, long enough to be looked at",
        "\u0089PNG\r\n\u001a\n#EXTM3U\nhttp://127.0.0.1:PORT/a.ts and so on and on",
        "\u00ff\u00d8\u00ff\u00e0<svg><image href='http://127.0.0.1:PORT/'/></svg> and so on"
      })
  void whatIsNoPictureIsRefusedAndNothingIsFetched(String text) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      byte[] bytes = ascii(text.replace("PORT", Integer.toString(port)));
      assertThatThrownBy(() -> Picture.read(bytes))
          .isInstanceOf(PictureException.class)
          .hasMessageContaining("JPEG, PNG or WebP");
      assertThat(server.accept()).isNull();
    }
  }

  @Test
  void unusualPicturesKeepTheirColours() throws Exception {
    assertColour(Hostile.deep(), 200, 100, 50);
    assertColour(Hostile.fourInks(0, 255, 0, 0, 255), 255, 0, 0);
    assertColour(Hostile.fourInks(2, 179, 171, 1, 255), 255, 0, 0);
    byte[] orange = Hostile.written(Hostile.plain(64, 48, Color.ORANGE), "png");
    assertColour(Hostile.interlaced(orange), 255, 200, 0);
    assertColour(Hostile.progressive(Hostile.plain(64, 48, Color.ORANGE)), 255, 200, 0);
    assertThat(decoded(Hostile.palette()).getRGB(9, 9)).isEqualTo(128 << 24 | 0xff0000);
  }

  private static void assertColour(byte[] file, int r, int g, int b) throws Exception {
    int argb = decoded(file).getRGB(20, 20);
    assertThat(argb >> 16 & 255).as("red of %08x", argb).isCloseTo(r, within(6));
    assertThat(argb >> 8 & 255).as("green of %08x", argb).isCloseTo(g, within(6));
    assertThat(argb & 255).as("blue of %08x", argb).isCloseTo(b, within(6));
    assertThat(argb >>> 24).isEqualTo(255);
  }

  @Test
  void whatComesBesideThePixelsCostsNothing() throws Exception {
    byte[] png = Testing.picture("png", 64, 48);
    byte[] jpeg = Testing.picture("jpeg", 64, 48);
    byte[] zeros = deflated(new byte[200 << 20]);
    byte[] text = chunk("zTXt", join(ascii("Comment\0\0"), zeros));
    byte[] profile = chunk("iCCP", join(ascii("icc\0\0"), zeros));
    byte[] note = segment(0xe1, join(ascii("Exif\0\0MM\0*"), new byte[65_000]));
    byte[] notes = join(note, note, note, note, note, note, note, note);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a text that inflates", Hostile.pngWith(png, text));
    files.put("a text in a palette picture", Hostile.pngWith(Hostile.palette(), text));
    files.put("a profile that inflates", Hostile.pngWith(png, profile));
    files.put("pixels beyond the picture", beyond(zeros));
    files.put("a huge EXIF", Hostile.jpegWith(jpeg, join(notes, notes, notes, notes)));
    files.put("a page behind the picture", join(png, ascii("<html><script>"), new byte[999_999]));
    files.put("an archive behind the picture", join(jpeg, ascii("PK\3\4"), new byte[999_999]));
    files.put("a profile that is none", Hostile.jpegWith(jpeg, icc(new byte[60_000])));
    for (var file : files.entrySet()) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(decoded(file.getValue()).getHeight()).as(file.getKey()).isEqualTo(48);
      long used = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(used).as("bytes for " + file.getKey()).isLessThan(24 << 20);
    }
  }

  private static byte[] icc(byte[] profile) {
    return segment(0xe2, join(ascii("ICC_PROFILE\0\1\1"), profile));
  }

  private static byte[] beyond(byte[] zeros) {
    return join(header(64, 48, 8, 2, 0), chunk("IDAT", zeros), chunk("IEND", new byte[0]));
  }

  @Test
  void picturesThatWouldTakeTooMuchMemoryAreRefusedBeforeAnyPixel() throws Exception {
    byte[] end = join(chunk("IDAT", deflated(new byte[9])), chunk("IEND", new byte[0]));
    assertRefused(join(header(16_000, 3_000, 16, 6, 0), end), "33.6 million pixels");
    assertRefused(join(header(7_000, 7_200, 8, 2, 0), end), "50 million pixels");
    assertRefused(join(header(16_385, 16, 8, 2, 0), end), "16384 on a side");
    assertRefused(join(header(-5, 40, 8, 2, 0), end), "at least 16 pixels");
    assertRefused(join(header(1, 1, 8, 2, 0), end), "at least 16 pixels");
    byte[] jpeg = Hostile.progressive(Hostile.plain(64, 48, Color.BLUE));
    int frame = indexOf(jpeg, 0xc2);
    ByteBuffer.wrap(jpeg).putShort(frame + 4, (short) 6000).putShort(frame + 6, (short) 7000);
    assertRefused(jpeg, "29.8 million pixels");
    byte[] lossy = ascii("RIFF\40\0\0\0WEBPVP8 \24\0\0\0\0\0\0\u009d\1*\0\20\0\20............");
    assertRefused(lossy, "9.0 million pixels");
  }

  private static int indexOf(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length; i++) {
      if ((jpeg[i] & 255) == 0xff && (jpeg[i + 1] & 255) == marker) {
        return i + 1;
      }
    }
    throw new AssertionError("no marker " + marker);
  }

  private static void assertRefused(byte[] file, String why) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> Picture.read(file))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining(why);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }

  @Test
  void aStripIsShownWithoutTearing() throws Exception {
    byte[] wide = Hostile.written(Hostile.plain(16_384, 16, Color.PINK), "png");
    byte[] high = Hostile.written(Hostile.plain(16, 16_384, Color.PINK), "jpeg");
    assertThat(Renderer.still(new Script.Image(wide, "", ""), 1, SMALL, 0)).isNotEmpty();
    assertThat(Renderer.still(new Script.Image(high, "", ""), 1, SMALL, 0.5)).isNotEmpty();
  }

  @Test
  void aDecoderThatWantsWithoutEndIsStopped() {
    var watch = new DecodeLimit.Watch(10);
    try (PictureStream in = new PictureStream(new byte[100_000], watch)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  byte[] wanted = new byte[1 << 20];
                  in.read(wanted, 0, 1);
                }
              })
          .isInstanceOf(DecodeLimit.class)
          .hasMessageContaining("more memory");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMutatedFileGivesAPictureOrAReason() throws Exception {
    byte[][] seeds = {
      Testing.picture("png", 60, 40),
      Hostile.palette(),
      Hostile.interlaced(Testing.picture("png", 60, 40)),
      Testing.picture("jpeg", 60, 40),
      Hostile.fourInks(2, 30, 60, 90, 120),
      Hostile.progressive(Hostile.plain(64, 48, Color.CYAN)),
      Base64.getDecoder().decode(PictureTest.WEBP)
    };
    var random = new SplittableRandom(11);
    int pictures = 0;
    int reasons = 0;
    for (int round = 0; round < 700; round++) {
      byte[] file = seeds[round % seeds.length].clone();
      int changes = 1 + random.nextInt(6);
      for (int i = 0; i < changes; i++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = random.nextInt(5) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
      try {
        decoded(cut);
        pictures++;
      } catch (PictureException e) {
        assertThat(e.getMessage()).containsAnyOf(": s", "; s", "send", "save");
        reasons++;
      }
    }
    assertThat(pictures).isGreaterThan(50);
    assertThat(reasons).isGreaterThan(200);
  }

  private static BufferedImage decoded(byte[] file) throws Exception {
    return Picture.read(file).decode(1);
  }
}
