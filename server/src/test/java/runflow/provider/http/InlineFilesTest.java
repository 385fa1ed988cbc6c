package runflow.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.json.Json;
import runflow.provider.Artifact;
import tools.jackson.databind.JsonNode;

class InlineFilesTest {
  @TempDir Path folder;

  private Scratch scratch;
  private InlineFiles files;

  @BeforeEach
  void empty() throws IOException {
    scratch = Scratch.emptied(folder.resolve("scratch"), 1 << 20);
    files = scratch.inline("job-1", Set.of("data"));
  }

  @Test
  void everythingButTheFilesStaysAsItIs() throws IOException {
    String rest =
        "\"big\":123456789012345678901234567890,\"f\":0.10,\"n\":null,\"data\":7,\"s\":\"é\"";

    JsonNode read = read("{%s,\"a\":[{\"data\":\"AQID\"},\"data\"]}".formatted(rest));

    String name = read.at("/a/0/data").stringValue();
    assertThat(read)
        .isEqualTo(Json.tree("{%s,\"a\":[{\"data\":\"%s\"},\"data\"]}".formatted(rest, name)));
    try (InputStream in = files.file(name).orElseThrow().open()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
    }
    assertThat(files.file("data")).isEmpty();
  }

  @Test
  void aFileThatWasNotReadToItsEndIsStillThere() throws IOException {
    Artifact.Content file =
        files.file(read("{\"data\":\"AQID\"}").path("data").asString()).orElseThrow();

    try (InputStream in = file.open()) {
      assertThat(in.read()).isEqualTo(1);
    }

    try (InputStream in = file.open()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aLaterAnswerAboutTheSameJobReplacesItsFiles() throws IOException {
    read("{\"data\":\"AQID\"}");
    files = scratch.inline("job-1", Set.of("data"));
    String name = read("{\"data\":\"BAUG\"}").path("data").asString();

    try (InputStream in = files.file(name).orElseThrow().open()) {
      assertThat(in.readAllBytes()).containsExactly(4, 5, 6);
    }
    assertThat(left()).isZero();
  }

  @Test
  void tooManyFilesOrTooMuchElseIsRefused() throws IOException {
    assertThatThrownBy(() -> read("[" + "{\"data\":\"AQID\"},".repeat(5) + "1]"))
        .isInstanceOf(Artifact.Unusable.class)
        .hasMessageContaining("more than 4 files");
    assertThatThrownBy(() -> read("[\"" + "x".repeat(5 << 20) + "\",\"y\"]"))
        .isInstanceOf(Artifact.Unusable.class)
        .hasMessageContaining("beside its files");
    assertThatThrownBy(() -> read("{\"s\":\"" + "x".repeat(20 << 20)))
        .isInstanceOf(Artifact.Unusable.class)
        .hasMessageContaining("more than 12582912 bytes");
  }

  @Test
  void aFullDiskIsNotMistakenForABrokenConnection() throws IOException {
    try (Stream<Path> none = Files.list(scratch.folder())) {
      assertThat(none).isEmpty();
    }
    Files.delete(scratch.folder());

    assertThatThrownBy(() -> read("{\"data\":\"AQID\"}"))
        .isInstanceOf(Artifact.Unusable.class)
        .hasMessageContaining("scratch folder");
  }

  private JsonNode read(String json) throws IOException {
    var body = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    return Json.tree(files.read(body, Duration.ofSeconds(20)));
  }

  private long left() throws IOException {
    try (Stream<Path> all = Files.list(scratch.folder())) {
      return all.count();
    }
  }
}
