package runflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final byte[] VIDEO = "a video".getBytes(StandardCharsets.UTF_8);
  private static final String DIGEST = "0".repeat(64);

  private final RecordingSleeper sleeper = new RecordingSleeper();
  @TempDir private Path folder;
  @AutoClose private final FakeServer server = new FakeServer();
  @AutoClose private final RunflowClient client = server.client(sleeper);

  @Test
  void savesTheFileWithoutSendingTheKey() throws IOException {
    server.then(200, VIDEO, Map.of());
    Path target = folder.resolve("new/clip.mp4");

    client.download(URI.create(server.url() + "/v1/files/x?sig=1"), target);

    assertThat(target).hasBinaryContent(VIDEO);
    assertThat(server.seen().getFirst().headers().containsKey("Authorization")).isFalse();
    assertThat(files()).containsExactly("new");
  }

  @Test
  void triesAgainWhenTheConnectionBreaksOrTheServerFails() {
    server.thenBreakOff().then(503, "later").then(200, VIDEO, Map.of());

    client.download(URI.create(server.url() + "/x"), folder.resolve("clip.mp4"));

    assertThat(folder.resolve("clip.mp4")).hasBinaryContent(VIDEO);
    assertThat(sleeper.slept()).hasSize(2);
  }

  @Test
  void aDamagedFileLeavesTheOldOneInPlace() throws IOException {
    server.then(200, VIDEO, Map.of());
    Path target = Files.writeString(folder.resolve("clip.mp4"), "old");
    var file = file(URI.create(server.url() + "/x"), DIGEST);

    assertThatThrownBy(() -> client.download(file, target))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining(DIGEST);
    assertThat(target).hasContent("old");
    assertThat(files()).containsExactly("clip.mp4");
  }

  @Test
  void anExpiredAddressIsReportedAtOnce() throws IOException {
    server.then(403, "{}");

    assertThatThrownBy(
            () -> client.download(URI.create(server.url() + "/x"), folder.resolve("clip.mp4")))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("403");
    assertThat(server.seen()).hasSize(1);
    assertThat(files()).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static OutputFile file(URI url, String sha256) {
    return new OutputFile(
        url,
        "video",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(sha256),
        Optional.empty());
  }
}
