package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused, in little memory, and never end in another exception. */
class VideoHeaderMutationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_BYTES = 4L << 20;

  @TempDir private Path folder;

  @Test
  void everyCutIsRefused() throws Exception {
    for (byte[] whole : originals().subList(0, 2)) {
      for (int length = 0; length < whole.length; length += 7) {
        assertThat(usable(Arrays.copyOf(whole, length))).as("%d bytes", length).isFalse();
      }
    }
  }

  @Test
  void flippedBytesDoNoHarm() throws Exception {
    Random random = new Random(5);
    for (byte[] whole : originals()) {
      int refused = 0;
      for (int round = 0; round < 4000; round++) {
        byte[] file = whole.clone();
        int flips = 1 + random.nextInt(4);
        for (int i = 0; i < flips; i++) {
          file[random.nextInt(file.length)] = (byte) random.nextInt(256);
        }
        refused += usable(file) ? 0 : 1;
      }
      assertThat(refused).isBetween(1, 3999);
    }
  }

  @Test
  void extremeNumbersAnywhereDoNoHarm() throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    int[] extremes = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x00FF_FFFF, 8, 16};
    int refused = 0;
    for (byte[] whole : originals()) {
      for (int at = 0; at + 4 <= whole.length; at += 1 + random.nextInt(2)) {
        byte[] file = whole.clone();
        ByteBuffer.wrap(file).putInt(at, extremes[random.nextInt(extremes.length)]);
        refused += usable(file) ? 0 : 1;
      }
    }
    assertThat(refused).isPositive();
  }

  /** Files that are mostly index: at its end, at its start, and in fragments. */
  private List<byte[]> originals() throws Exception {
    List<byte[]> files = new ArrayList<>();
    String sound = "-f lavfi -i sine=d=0.2 -c:a aac -b:a 8k -shortest -crf 51 -t 0.2 ";
    for (String options :
        new String[] {
          "-movflags +faststart", "", "-g 2 -movflags +frag_keyframe+empty_moov+default_base_moof"
        }) {
      Path file = folder.resolve("clip.mp4");
      files.add(VideoFiles.clip(file, "32x32", "24", sound + options));
    }
    return files;
  }

  private static boolean usable(byte[] file) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean usable;
    try {
      VideoHeader header = VideoHeader.read(new ByteArrayInputStream(file));
      assertThat(header.width()).isBetween(16, 16_384);
      assertThat(header.height()).isBetween(16, 16_384);
      assertThat(header.duration()).isGreaterThan(0).isLessThanOrEqualTo(3600);
      assertThat(header.fps()).isBetween(1.0, 1000.0);
      usable = true;
    } catch (VideoHeader.Unusable e) {
      assertThat(e.getMessage()).hasSizeLessThan(200);
      usable = false;
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    return usable;
  }
}
