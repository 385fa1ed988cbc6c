package runflow.engine.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxDocTest {
  private static final List<String> GROUPS =
      List.of(
          "place",
          "planet",
          "time",
          "weather",
          "body",
          "figure",
          "particles",
          "move",
          "pace",
          "season",
          "mood",
          "style",
          "colour",
          "fireside",
          "waters",
          "clothes",
          "hide",
          "voice");

  @Test
  void theDocumentListsEveryConcept() throws IOException {
    String document = Files.readString(Path.of("../docs/sandbox.md"));
    Words words = Words.load();
    for (String group : GROUPS) {
      assertThat(words.group(group)).as(group).isNotEmpty();
      for (String concept : words.group(group).keySet()) {
        assertThat(document)
            .as("docs/sandbox.md, table of words, %s", group)
            .contains("`" + concept.replace('_', ' ') + "`");
      }
    }
  }
}
