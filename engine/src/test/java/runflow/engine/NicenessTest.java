package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NicenessTest {
  /** The niceness of the calling thread: the 17th number after its name, in parentheses. */
  private static int own() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }

  private static int behindFfmpeg(int before) {
    return Math.min(19, before + Niceness.BEHIND_FFMPEG);
  }

  @Test
  void workInTheBackgroundLetsFfmpegGoFirstAndLeavesItsCallerAsItWas() throws Exception {
    int before = own();
    try (Background<Integer> work = Background.start("work", NicenessTest::own)) {
      assertThat(work.await()).isEqualTo(behindFfmpeg(before));
    }
    assertThat(own()).isEqualTo(before);
  }

  @Test
  void threadsThatSuchWorkStartsLetItGoFirstToo() throws Exception {
    int before = own();
    try (Background<Integer> work =
        Background.start(
            "work",
            () -> {
              FutureTask<Integer> more = new FutureTask<>(NicenessTest::own);
              Thread.ofPlatform().start(more);
              return more.get();
            })) {
      assertThat(work.await()).isEqualTo(behindFfmpeg(before));
    }
  }
}
