package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.catalog.Model;

class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Set<String> OTHER_DOCUMENTS =
      Set.of("/openapi.json", "/llms.txt", "/llms-full.txt", "/v1/public/models");

  static List<String> paths() {
    return Rendered.DOCUMENTS.sources();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyLinkLeadsToADocument(String path) {
    assertThat(brokenLinks(Rendered.page(path))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyPageIsCompleteAndPointsAtTheIndex(String path) {
    assertThat(Rendered.page(path))
        .contains("Documentation Index", Rendered.BASE + "/llms.txt")
        .doesNotContain(
            "{base}", "{index}", "{models}", "{prices}", "{payload}", "{errors}", "{pages}");
  }

  @Test
  void theIndexNamesEveryPageOnce() {
    String index = Rendered.DOCUMENTS.llms();
    assertThat(brokenLinks(index)).isEmpty();
    assertThat(index).startsWith("# Runflow\n\n> ").doesNotContain("{base}", "{pages}", "{models}");
    for (String path : paths()) {
      assertThat(index).containsOnlyOnce("(" + Rendered.BASE + path + "): ");
    }
  }

  @Test
  void thePagesOfTheCatalogAndTheGeneralOnesExist() {
    assertThat(paths())
        .contains("/docs/models.md", "/docs/runs.md", "/docs/callbacks.md", "/docs/pricing.md")
        .containsAll(
            Rendered.CATALOG.all().stream().map(m -> "/docs/models/" + m.id() + ".md").toList());
    assertThat(Rendered.DOCUMENTS.markdown("/docs/models/google/veo9.md")).isEmpty();
    assertThat(Rendered.DOCUMENTS.llmsFull()).contains(Rendered.page("/docs/runs.md").strip());
  }

  @Test
  void generalPagesListEveryModel() {
    for (Model model : Rendered.CATALOG.all()) {
      assertThat(Rendered.page("/docs/models.md")).contains("| `" + model.id() + "` |");
      assertThat(Rendered.page("/docs/pricing.md")).contains("\n## `" + model.id() + "`\n");
    }
  }

  @Test
  void tableCellsAreEscaped() {
    assertThat(Markdown.table(List.of("A"), List.of(List.of("x | y\n z"))))
        .isEqualTo("| A |\n| --- |\n| x \\| y z |\n");
  }

  private static Set<String> brokenLinks(String markdown) {
    var broken = new TreeSet<String>();
    var links = LINK.matcher(markdown);
    while (links.find()) {
      String target = links.group(1);
      String path =
          target.startsWith(Rendered.BASE)
              ? target.substring(Rendered.BASE.length()).replaceFirst("#.*", "")
              : "";
      if (!paths().contains(path) && !OTHER_DOCUMENTS.contains(path)) {
        broken.add(target);
      }
    }
    return broken;
  }
}
