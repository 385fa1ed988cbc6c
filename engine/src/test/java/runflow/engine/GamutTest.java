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
