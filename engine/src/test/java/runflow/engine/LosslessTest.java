package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class LosslessTest {
  /** Of 4000 by 4000 red pixels, by ffmpeg; the library's decoder fails on it. */
  private static final String FLAT =
      "UklGRp4CAABXRUJQVlA4TJICAAAvn8/nAwcQ7Y/+h7GEBAn+326PiNQbBW3bMOXPftdSRP8nAEiS//+DEBGRku"
          + "c//vPff//95z///ffff/7z33///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333//"
          + "/ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff/"
          + "/9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999/"
          + "//3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333"
          + "///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///fff"
          + "f//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//999"
          + "9///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///33"
          + "33///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///f"
          + "fff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9999///3333///ffff//9"
          + "999///3333///ffff//9999///3333///ffff//5b+cA";

  @Test
  void aLargeFlatPictureIsDecoded() throws Exception {
    BufferedImage image = Picture.read(Base64.getDecoder().decode(FLAT)).decode(1);
    assertThat(image.getWidth()).isEqualTo(4000);
    assertThat(image.getRGB(0, 0)).isEqualTo(image.getRGB(3999, 3999));
    assertThat(image.getRGB(1999, 3000) >> 16 & 255).isGreaterThan(250);
  }

  @Test
  void everyPixelIsWhatFfmpegDecodes() throws Exception {
    BufferedImage image = Picture.read(Base64.getDecoder().decode(PictureTest.WEBP)).decode(1);
    int[] argb = image.getRGB(0, 0, 20, 40, null, 0, 20);
    ByteBuffer bytes = ByteBuffer.allocate(3200).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(argb);
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    assertThat(crc.getValue()).isEqualTo(4017595887L);
  }

  @Test
  void aTransformThatComesTwiceIsRefused() {
    byte[] stream = new byte[64];
    stream[0] = 0x2f;
    stream[5] = 0b0010_1101;
    assertThatThrownBy(() -> Lossless.decode(stream, 1, 1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("twice");
  }
}
