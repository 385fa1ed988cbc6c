package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoHeaderTest {
  private static final String SOUND = "-f lavfi -i sine=d=1 -c:a aac -shortest";

  @TempDir private Path folder;

  @Test
  void aFileIsReadWhereverItsIndexLies() throws Exception {
    var expected = new VideoHeader(128, 72, 1, 24, false);
    assertThat(read(clip("128x72", "24", ""))).isEqualTo(expected);
    assertThat(read(clip("128x72", "24", "-movflags +faststart"))).isEqualTo(expected);
  }

  @Test
  void soundIsSeen() throws Exception {
    assertThat(read(clip("72x128", "30", SOUND))).isEqualTo(new VideoHeader(72, 128, 1, 30, true));
  }

  @Test
  void brokenFrameRatesKeepThreeDecimals() throws Exception {
    VideoHeader header = read(clip("64x64", "24000/1001", "-frames:v 24"));
    assertThat(header.fps()).isEqualTo(23.976);
    assertThat(header.duration()).isEqualTo(1.001);
  }

  @Test
  void aFragmentedFileIsSummedUp() throws Exception {
    String fragments = " -g 8 -movflags +frag_keyframe+empty_moov";
    var expected = new VideoHeader(64, 64, 1, 24, true);
    assertThat(read(clip("64x64", "24", SOUND + fragments))).isEqualTo(expected);
    assertThat(read(clip("64x64", "24", SOUND + fragments + "+default_base_moof")))
        .isEqualTo(expected);
    assertThat(read(clip("64x64", "24", SOUND + fragments + "+separate_moof"))).isEqualTo(expected);
  }

  @Test
  void aTurnedTrackIsMeasuredAsItIsSeen() throws Exception {
    byte[] file = clip("128x72", "24", "");
    ByteBuffer matrix = ByteBuffer.wrap(file, VideoFiles.find(file, "tkhd") + 44, 20);
    matrix.putInt(0).putInt(1 << 16).putInt(0).putInt(-1 << 16).putInt(0);
    assertThat(read(file)).isEqualTo(new VideoHeader(72, 128, 1, 24, false));
  }

  @Test
  void everyCodingThatIsTakenIsRead() throws Exception {
    for (String coding :
        new String[] {
          "-c:v libx265 -tag:v hvc1 -x265-params log-level=none",
          "-c:v libx265 -tag:v hev1 -x265-params log-level=none",
          "-c:v libvpx-vp9 -cpu-used 8 -deadline realtime",
          "-c:v mpeg4"
        }) {
      assertThat(read(clip("64x64", "10", coding)))
          .as(coding)
          .isEqualTo(new VideoHeader(64, 64, 1, 10, false));
    }
    assertThatThrownBy(() -> read(clip("64x64", "10", "-c:v mjpeg -tag:v mp4v -vtag jpeg -f mov")))
        .isInstanceOf(VideoHeader.Unusable.class)
        .hasMessageContaining("`jpeg`");
  }

  @Test
  void newerAndEncryptedCodingsAreKnownByTheirNames() throws Exception {
    byte[] file = clip("64x64", "10", "");
    for (String coding : new String[] {"avc3", "av01", "encv"}) {
      byte[] name = coding.getBytes(StandardCharsets.US_ASCII);
      ByteBuffer.wrap(file).put(VideoFiles.find(file, "stsd") + 16, name);
      assertThat(read(file)).as(coding).isEqualTo(new VideoHeader(64, 64, 1, 10, false));
    }
  }

  @Test
  void everyFormOfSizeIsRead() throws Exception {
    var expected = new VideoHeader(64, 64, 1, 10, false);
    byte[] open = clip("64x64", "10", "-movflags +faststart");
    ByteBuffer.wrap(open).putInt(VideoFiles.find(open, "mdat") - 4, 0);
    assertThat(read(open)).isEqualTo(expected);

    byte[] wide = clip("64x64", "10", "");
    int free = VideoFiles.find(wide, "free") - 4;
    int media = VideoFiles.find(wide, "mdat") - 4;
    assertThat(media).isEqualTo(free + 8);
    long size = 8L + ByteBuffer.wrap(wide).getInt(media);
    ByteBuffer.wrap(wide).putInt(free, 1).putLong(media, size);
    ByteBuffer.wrap(wide).put(free + 4, "mdat".getBytes(StandardCharsets.US_ASCII));
    assertThat(read(wide)).isEqualTo(expected);
  }

  @Test
  void aFileThatIsCutShortIsRefusedAlsoWhenItsIndexIsWhole() throws Exception {
    byte[] file = clip("64x64", "24", SOUND + " -movflags +faststart");
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1)))
        .isInstanceOf(VideoHeader.Unusable.class)
        .hasMessage(
            "the file is cut short: its samples need %d bytes and it has %d"
                .formatted(file.length, file.length - 1));
    assertThatThrownBy(() -> read(Arrays.copyOf(file, VideoFiles.find(file, "mvhd"))))
        .hasMessage("it ends in the middle of its `moov` box");
    byte[] late = clip("64x64", "24", "");
    assertThatThrownBy(() -> read(Arrays.copyOf(late, VideoFiles.find(late, "mdat") + 50)))
        .hasMessage("it ends in the middle of its `mdat` box");
    byte[] pieces = clip("64x64", "24", "-g 8 -movflags +frag_keyframe+empty_moov");
    assertThatThrownBy(() -> read(Arrays.copyOf(pieces, VideoFiles.find(pieces, "mdat") - 4)))
        .hasMessageContaining("the file is cut short");
  }

  @Test
  void whatIsNoVideoIsRefused() throws Exception {
    for (String text :
        new String[] {"", "short", "<html>not found</html>", "#EXTM3U\nvideo.ts\n"}) {
      assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(VideoHeader.Unusable.class)
          .hasMessage("it is not an MP4");
    }
    byte[] sound =
        VideoFiles.ffmpeg(folder.resolve("sound.mp4"), "-f lavfi -i sine=d=0.2 -c:a aac");
    assertThatThrownBy(() -> read(sound)).hasMessage("it has no video track");
    byte[] file = clip("64x64", "24", "");
    assertThatThrownBy(() -> read(Arrays.copyOf(file, VideoFiles.find(file, "moov") - 4)))
        .hasMessageContaining("no `moov` box");
  }

  @Test
  void whatIsBeyondTheBoundsIsRefused() throws Exception {
    byte[] small = clip("64x64", "24", "");
    ByteBuffer.wrap(small).putShort(VideoFiles.find(small, "stsd") + 44, (short) 8);
    assertThatThrownBy(() -> read(small)).hasMessageContaining("it has 8 x 64 pixels");
    byte[] slow = clip("64x64", "24", "");
    ByteBuffer.wrap(slow).putInt(VideoFiles.find(slow, "mdhd") + 16, 24);
    assertThatThrownBy(() -> read(slow)).hasMessageContaining("frames a second");
    byte[] elsewhere = clip("64x64", "24", "");
    ByteBuffer.wrap(elsewhere).putInt(VideoFiles.find(elsewhere, "url ") + 4, 0);
    assertThatThrownBy(() -> read(elsewhere)).hasMessageContaining("in another file");
    byte[] large = clip("64x64", "24", "");
    ByteBuffer.wrap(large).putInt(VideoFiles.find(large, "moov") - 4, 1 << 30);
    assertThatThrownBy(() -> read(large)).hasMessageContaining("larger than the 16777216 bytes");
  }

  private static VideoHeader read(byte[] file) throws Exception {
    return VideoHeader.read(new ByteArrayInputStream(file));
  }

  private byte[] clip(String size, String fps, String options) throws Exception {
    return VideoFiles.clip(folder.resolve("clip.mp4"), size, fps, options);
  }
}
