package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ColoursTest {
  @Test
  void greyWithAlphaKeepsBoth() throws Exception {
    BufferedImage plain = Colours.plain(filled(ColorSpace.CS_GRAY, true, 128, 200));
    assertThat(plain.getRGB(7, 99)).isEqualTo(200 << 24 | 0x808080);
  }

  @Test
  void otherColourSpacesAreConverted() throws Exception {
    BufferedImage plain = Colours.plain(filled(ColorSpace.CS_LINEAR_RGB, false, 255, 55, 0));
    int argb = plain.getRGB(7, 99);
    assertThat(argb >>> 24).isEqualTo(255);
    assertThat(argb >> 16 & 255).isCloseTo(255, within(2));
    assertThat(argb >> 8 & 255).as("linear 55 is sRGB 128").isCloseTo(128, within(3));
    assertThat(argb & 255).isCloseTo(0, within(2));
  }

  @Test
  void sRgbIsLeftAsItIs() throws Exception {
    BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_3BYTE_BGR);
    assertThat(Colours.plain(image)).isSameAs(image);
  }

  private static BufferedImage filled(int space, boolean alpha, int... pixel) {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), alpha, false, alpha ? 3 : 1, DataBuffer.TYPE_BYTE);
    var raster = model.createCompatibleWritableRaster(10, 100);
    int[] samples = new int[1000 * pixel.length];
    Arrays.setAll(samples, i -> pixel[i % pixel.length]);
    raster.setPixels(0, 0, 10, 100, samples);
    return new BufferedImage(model, raster, false, null);
  }
}
