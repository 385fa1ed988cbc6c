package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every block of code on every page is at least of its language. */
class SampleSyntaxTest {
  @Test
  void jsonAndYamlAreRead() {
    List<String> json = blocks("json");
    assertThat(json).hasSizeGreaterThan(2);
    json.forEach(text -> assertThat(Json.tree(text)).as(text).isNotEmpty());
    List<String> yaml = blocks("yaml");
    assertThat(yaml).hasSizeGreaterThan(3);
    yaml.forEach(text -> assertThat(new YAMLMapper().readTree(text)).as(text).isNotEmpty());
  }

  @Test
  void shellIsParsed() throws Exception {
    List<String> blocks = blocks("bash");
    assertThat(blocks).hasSizeGreaterThan(100);
    Program.run(String.join("\n", blocks), "bash", "-n");
  }

  @Test
  void pythonIsCompiled() throws Exception {
    String program =
        "import json\nfor one in json.loads(%s):\n    compile(one, one, 'exec')\n"
            .formatted(Json.text(Json.text(blocks("python"))));
    Program.run(program, "python3", "-");
  }

  /** As modules, which samples with imports are. */
  @Test
  void javaScriptIsParsed() throws Exception {
    List<String> blocks = new ArrayList<>(blocks("javascript"));
    blocks.addAll(blocks("js"));
    assertThat(blocks).hasSizeGreaterThan(10);
    String program =
        """
        import { SourceTextModule } from "node:vm";
        for (const one of %s) new SourceTextModule(one);
        """
            .formatted(Json.text(blocks));
    Program.run(
        program, "node", "--experimental-vm-modules", "--no-warnings", "--input-type=module", "-");
  }

  @Test
  void everyFenceNamesALanguageThatIsKnown() {
    for (Page page : Rendered.DOCUMENTS.pages()) {
      page.markdown()
          .lines()
          .filter(line -> line.matches("```\\w+"))
          .forEach(
              line ->
                  assertThat(
                          Language.of(line.substring(3)) != Language.TEXT || line.equals("```text"))
                      .as(page.path() + " " + line)
                      .isTrue());
    }
  }

  private static List<String> blocks(String language) {
    return Rendered.DOCUMENTS.pages().stream()
        .flatMap(page -> Rendered.code(page.markdown(), language).stream())
        .toList();
  }
}
