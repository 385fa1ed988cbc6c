package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GamutTest {
  private static final double[][] DISPLAY_P3 = {
    {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
  };
  private static final double[][] P3_TO_SRGB = {
    {1.2249401, -0.2249404, 0}, {-0.0420569, 1.0420571, 0}, {-0.0196376, -0.0786361, 1.0982735}
  };
  private static final double[][] SRGB = {
    {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}
  };

  @Test
  void wideColoursBecomeTheirSrgbColours() {
    int[] argb = {0xff_ea_33_23, 0x80_ff_ff_ff, 0xff_00_00_00, 0xff_78_78_78};
    Gamut.of(profile(DISPLAY_P3)).convert(argb);
    assertThat(argb[0] >> 16 & 255).as("the red of sRGB, as P3 writes it").isGreaterThan(252);
    assertThat(argb[0] >> 8 & 255).isLessThan(12);
    assertThat(argb[0] & 255).isLessThan(14);
    assertThat(argb[1]).isEqualTo(0x80ffffff);
    assertThat(argb[2]).isEqualTo(0xff000000);
    assertThat(argb[3] & 255).as("grey stays grey").isCloseTo(0x78, within(1));
  }

  @Test
  void aProfileNearSrgbOrOfAnotherKindChangesNothing() {
    assertThat(Gamut.of(profile(SRGB)).plain()).isTrue();
    assertThat(Gamut.of(new byte[0]).plain()).isTrue();
    byte[] broken = profile(DISPLAY_P3);
    ByteBuffer.wrap(broken).putInt(136, -1);
    assertThat(Gamut.of(broken).plain()).isTrue();
    byte[] cmyk = profile(DISPLAY_P3);
    cmyk[16] = 'C';
    assertThat(Gamut.of(cmyk).plain()).isTrue();
  }

  @Test
  void profilesAreFoundInEveryTypeOfFile() throws Exception {
    byte[] profile = profile(DISPLAY_P3);
    byte[] png = Hostile.written(Hostile.plain(64, 48, Color.RED), "png");
    byte[] packed = Hostile.join(Hostile.ascii("p3\0\0"), Hostile.deflated(profile));
    byte[] withChunk = Hostile.pngWith(png, Hostile.chunk("iCCP", packed));
    assertThat(Picture.read(withChunk).gamut().plain()).isFalse();
    byte[] jpeg = Hostile.written(Hostile.plain(64, 48, Color.RED), "jpeg");
    byte[] body = Hostile.join(Hostile.ascii("ICC_PROFILE\0\1\1"), profile);
    byte[] withSegment = Hostile.jpegWith(jpeg, Hostile.segment(0xe2, body));
    assertThat(Picture.read(withSegment).gamut().plain()).isFalse();
    assertThat(Picture.read(jpeg).gamut().plain()).isTrue();
  }

  /** The expected values are made with the published matrix from P3 to sRGB, in linear light. */
  @Test
  void aPictureInDisplayP3IsDrawnInSrgb() throws Exception {
    byte[] packed = Hostile.join(Hostile.ascii("p3\0\0"), Hostile.deflated(profile(DISPLAY_P3)));
    for (int rgb : new int[] {0xc86432, 0x3cb45a, 0x5a78b4, 0x808080, 0xf0d2b4}) {
      byte[] png = Hostile.written(Hostile.plain(64, 36, new Color(rgb)), "png");
      Picture picture = Picture.read(Hostile.pngWith(png, Hostile.chunk("iCCP", packed)));
      int[] row = new int[64];
      PictureReader.read(picture, Format.of("720p", false, 1, false)).rows().row(9, row);
      double[] p3 = {light(rgb >> 16 & 255), light(rgb >> 8 & 255), light(rgb & 255)};
      for (int c = 0; c < 3; c++) {
        double linear = 0;
        for (int k = 0; k < 3; k++) {
          linear += P3_TO_SRGB[c][k] * p3[k];
        }
        assertThat(row[9] >> (16 - 8 * c) & 255)
            .as("channel %d of %06x", c, rgb)
            .isCloseTo(encoded(linear), within(2));
      }
    }
  }

  private static double light(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static int encoded(double linear) {
    double v = Math.clamp(linear, 0, 1);
    return (int)
        Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055));
  }

  /** A profile of three primaries and the curve of sRGB. */
  private static byte[] profile(double[][] primaries) {
    ByteBuffer out = ByteBuffer.allocate(132 + 6 * 12 + 3 * 20 + 32);
    out.put(16, Hostile.ascii("RGB XYZ "));
    out.putInt(128, 6);
    int data = 132 + 6 * 12;
    for (int c = 0; c < 3; c++) {
      out.put(132 + c * 24, Hostile.ascii("rgb".charAt(c) + "XYZ"));
      out.putInt(136 + c * 24, data + c * 20).putInt(140 + c * 24, 20);
      out.put(144 + c * 24, Hostile.ascii("rgb".charAt(c) + "TRC"));
      out.putInt(148 + c * 24, data + 60).putInt(152 + c * 24, 32);
      for (int k = 0; k < 3; k++) {
        out.putInt(data + c * 20 + 8 + 4 * k, (int) Math.round(primaries[c][k] * 65536));
      }
    }
    out.put(data + 60, Hostile.ascii("para\0\0\0\0\0\3"));
    double[] srgb = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    for (int k = 0; k < srgb.length; k++) {
      out.putInt(data + 72 + 4 * k, (int) Math.round(srgb[k] * 65536));
    }
    return out.array();
  }
}
