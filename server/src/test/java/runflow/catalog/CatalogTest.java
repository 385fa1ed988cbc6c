package runflow.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.money.Money;

class CatalogTest {
  private static final String MINIMAL =
      """
      id: acme/clip
      name: Clip
      description: A clip maker.
      provider: Acme
      license: apache-2.0
      categories: [text-to-video]
      input:
        type: object
        additionalProperties: false
        required: [prompt, seconds]
        properties:
          prompt: {title: Prompt, type: string, description: What to show}
          seconds: {title: Seconds, type: integer, enum: [2, 4], description: How long}
          size: {title: Size, type: string, enum: [small, large, huge], default: small, description: How big}
      output:
        - {name: outputs, type: json, description: The files}
      price:
        unit: second
        quantity: seconds
        base: 0.01
        note: Small
        rules:
          - {when: {size: [large, huge], seconds: 4}, rate: 0.005, note: Large}
      examples:
        - {prompt: A cat, seconds: 2}
      routes:
        - videos: acme-clip-1
      """;

  @TempDir Path directory;

  @Test
  void theSixModelsAreShipped() {
    assertThat(Inputs.SHIPPED.all())
        .extracting(Model::id)
        .containsExactly(
            "google/omni-flash",
            "google/veo3.1",
            "google/veo3.1/fast",
            "google/veo3.1/fast/image-to-video",
            "google/veo3.1/image-to-video",
            "google/veo3.1/lite");
    assertThat(Inputs.model(Inputs.TEXT).routes())
        .containsExactly(
            new Route("vertex", "veo-3.1-generate-001"),
            new Route("gemini", "veo-3.1-generate-preview"),
            new Route("fal", "fal-ai/veo3.1"),
            new Route("replicate", "google/veo-3.1"));
  }

  @Test
  void shippedFilesAreFoundInsideAJarToo() throws IOException {
    Path jar = directory.resolve("server.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("catalog/clip.yaml"));
      out.write(MINIMAL.getBytes(UTF_8));
    }
    assertThat(new CatalogFiles(new Problems()).shippedIn(jar))
        .extracting(CatalogFile::name)
        .containsExactly("clip.yaml");
  }

  @Test
  void aMistypedIdIsNearToAKnownOne() {
    assertThat(Inputs.SHIPPED.nearest("google/veo3")).contains("google/veo3.1");
    assertThat(Inputs.SHIPPED.nearest("Google/Veo3.1/fast")).contains("google/veo3.1/fast");
    assertThat(Inputs.SHIPPED.nearest("stability/sdxl")).isEmpty();
    assertThat(Inputs.SHIPPED.nearest("x".repeat(100_000))).isEmpty();
    assertThat(Inputs.SHIPPED.find("google/veo9")).isEmpty();
  }

  @Test
  void searchWantsEveryWord() {
    assertThat(Inputs.SHIPPED.search("FAST image"))
        .extracting(Model::id)
        .containsExactly("google/veo3.1/fast/image-to-video");
    assertThat(Inputs.SHIPPED.search(" ")).hasSize(6);
    assertThat(Inputs.SHIPPED.search("audiobook")).isEmpty();
  }

  @Test
  void anOperatorsFileAddsAModel() throws IOException {
    write("clip.yaml", MINIMAL);
    Catalog catalog = Catalog.load(Optional.of(directory));
    Model clip = catalog.find("acme/clip").orElseThrow();
    assertThat(catalog.all()).hasSize(7);
    assertThat(clip.routes()).containsExactly(new Route("videos", "acme-clip-1"));
    var check = clip.check(Inputs.json("{\"prompt\":\"x\",\"seconds\":4,\"size\":\"huge\"}"));
    assertThat(check)
        .isInstanceOfSatisfying(
            CheckedInput.Accepted.class,
            accepted ->
                assertThat(clip.price().quote(accepted.input()).cost())
                    .isEqualTo(Money.dollars("0.02")));
  }

  @Test
  void anOperatorsFileReplacesAModelOfTheSameId() throws IOException {
    write("veo.yaml", MINIMAL.replace("id: acme/clip", "id: google/veo3.1"));
    Catalog catalog = Catalog.load(Optional.of(directory));
    assertThat(catalog.all()).hasSize(6);
    Model replaced = catalog.find("google/veo3.1").orElseThrow();
    assertThat(replaced.name()).isEqualTo("Clip");
    assertThat(replaced.version()).isNotEqualTo(Inputs.model("google/veo3.1").version());
  }

  @Test
  void theVersionFollowsTheContentOfTheFile() throws IOException {
    write("clip.yaml", MINIMAL);
    String first = clipVersion();
    assertThat(first).matches("[0-9a-f]{12}").isEqualTo(clipVersion());
    write("clip.yaml", MINIMAL + "# changed\n");
    assertThat(clipVersion()).isNotEqualTo(first);
  }

  @Test
  void twoFilesMayNotDefineTheSameModel() throws IOException {
    write("a.yaml", MINIMAL);
    write("b.yaml", "# second\n" + MINIMAL);
    assertThatThrownBy(() -> Catalog.load(Optional.of(directory)))
        .isInstanceOfSatisfying(
            CatalogException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        directory
                            + "/b.yaml:2: model `acme/clip` is already defined in "
                            + directory
                            + "/a.yaml"));
  }

  @Test
  void aMissingDirectoryAndAStrangeNameAreSaid() throws IOException {
    Path nowhere = directory.resolve("nowhere");
    assertThatThrownBy(() -> Catalog.load(Optional.of(nowhere)))
        .hasMessageContaining(nowhere + ":1: the catalog directory cannot be read");
    write("clip.yml", MINIMAL);
    assertThatThrownBy(() -> Catalog.load(Optional.of(directory)))
        .hasMessageContaining("clip.yml:1: model files end in .yaml");
  }

  private String clipVersion() {
    return Catalog.load(Optional.of(directory)).find("acme/clip").orElseThrow().version();
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(directory.resolve(name), yaml);
  }
}
