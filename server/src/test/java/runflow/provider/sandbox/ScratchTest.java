package runflow.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import runflow.testing.TestServer;

class ScratchTest {
  @Test
  void aStartDropsWhatACrashLeftHalfRendered() throws Exception {
    try (var server = TestServer.start()) {
      server.stop();
      Path scratch = server.data().resolve("scratch").resolve("renders");
      Path workFolder = Files.createDirectories(scratch.resolve(".render-1"));
      Files.writeString(workFolder.resolve("video.mp4"), "half a film");
      Files.writeString(scratch.resolve("1.mp4"), "a whole one");
      server.startAgain(TestServer.Options.standard());

      assertThat(scratch).isEmptyDirectory();
    }
  }
}
