package runflow.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import runflow.testing.TestServer;

class ScratchTest {
  @Test
  void aStartDropsWhatACrashLeftHalfRendered() throws Exception {
    try (var server = TestServer.start()) {
      server.stop();
      Files.createDirectories(server.data().resolve("scratch"));
      Files.writeString(server.data().resolve("scratch").resolve(".render-1.part"), "half a film");
      server.startAgain(TestServer.Options.standard());

      assertThat(server.data().resolve("scratch")).isEmptyDirectory();
    }
  }
}
