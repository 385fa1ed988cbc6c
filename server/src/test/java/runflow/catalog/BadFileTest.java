package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row breaks the shipped file of one model in one place and names what must be said. */
class BadFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          id: google/veo3.1 | id: Veo | same | `id` must be two or more segments of a to z, 0 to 9, . _ and -, joined by /, at most 128 characters, not ending in /runs or /batches, but was Veo
          id: google/veo3.1 | id: google/runs | same | `id` must be two or more segments of a to z, 0 to 9, . _ and -, joined by /, at most 128 characters, not ending in /runs or /batches, but was google/runs
          name: Veo 3.1 | nam: Veo 3.1 | same | unknown key `nam`: did you mean `name`?
          name: Veo 3.1 | nam: Veo 3.1 | 1 | `name` is missing: it must be text
          license: commercial | license: 7 | same | `license` must be text, but was the number 7
          categories: [text-to-video] | categories: [] | same | `categories` must be a list with at least one entry, but was an array
          additionalProperties: false | additionalProperties: true | same | `additionalProperties` must be false: a mistyped field must be an error, not ignored
          required: [prompt] | required: [promt] | same | `required` names `promt`, which is no field
          required: [prompt] | required: prompt | same | not a valid JSON Schema: string found, array expected
          minLength: 1 | minLenght: 1 | same | unknown key `minLenght`: did you mean `minLength`?
          minLength: 1 | pattern: "[" | same | not a valid JSON Schema: does not match the regex pattern must be a valid ECMA-262 regular expression
          enum: ["4s", "6s", "8s"] | enum: [["4s"]] | same | `enum` may hold text, numbers, true and false only
          minLength: 1 | minLength: -1 | same | not a valid JSON Schema: must have a minimum value of 0
          default: "8s" | default: "5s" | same | the default of `duration` breaks its own rule `enum`: it was the text "5s"
          default: "8s" | $ref: "https://example.com/x" | same | `$ref` is not supported: write the schema out
          unit: second | unit: minute | same | `unit` must be second, but was minute
          quantity: duration | quantity: prompt | same | `quantity` names `prompt`, whose every value must count seconds, like 8 or 8s: list them in its `enum`
          quantity: duration | quantity: durations | same | `quantity` names `durations`, which is no input field: did you mean `duration`?
          quantity: duration | quantity: seed | same | `quantity` names `seed`, which may be absent: give it a default
          base: 0.20 | base: -1 | same | `base` must be a number of dollars from 0 to 1000 with at most six decimals
          base: 0.20 | base: 0.1234567 | same | `base` must be a number of dollars from 0 to 1000 with at most six decimals
          when: {resolution: "4k", generate_audio: true} | when: {resolutoin: "4k"} | same | a price rule names `resolutoin`, which is no input field: did you mean `resolution`?
          when: {resolution: "4k", generate_audio: true} | when: {resolution: "8k"} | same | a price rule names a value that `resolution` cannot have: the text "8k"
          when: {resolution: "4k", generate_audio: true} | when: {} | same | `when` must name at least one field
          - vertex: veo-3.1-generate-001 | - sandbox: x | same | `sandbox` must be a provider's name in lower case; the sandbox needs no route
          duration: "8s" | duration: "7s" | same | not a runnable example: `duration` must be one of 4s, 6s, 8s for model `google/veo3.1`, but was 7s
          provider: Google | provider: *Google | same | not readable as YAML: aliases are not supported: write the value out
          """)
  void aMistakeIsNamedWithItsLine(String right, String wrong, String line, String reason) {
    String yaml = shipped();
    assertThat(yaml).contains(right);
    String broken = yaml.replace(right, wrong);
    String at = line.equals("same") ? Integer.toString(lineOf(broken, wrong)) : line;
    assertThat(problems(broken)).contains("veo.yaml:" + at + ": " + reason);
  }

  @Test
  void everyProblemOfAFileIsListed() {
    String broken =
        shipped()
            .replace("name: Veo 3.1", "nam: Veo 3.1")
            .replace("default: \"8s\"", "default: \"5s\"")
            .replace("unit: second", "unit: minute")
            .replace("provider: Google", "provider:");
    assertThat(problems(broken)).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void whatIsNoMappingOrNoYamlIsSaid() {
    assertThat(problems("- a\n- b\n"))
        .containsExactly(
            "veo.yaml:1: a model file must be a mapping with `id`, `name`, `input` and so on");
    assertThat(problems("")).hasSize(1);
    assertThat(problems("id: a\nid: b\n")).singleElement().asString().contains("veo.yaml:2:", "id");
    assertThat(problems("id: [a\nname: x\n")).singleElement().asString().contains("not readable");
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("one document");
    assertThat(problems("a: " + "[".repeat(100_000))).hasSize(1);
  }

  @Test
  void damageOfAnyKindIsAProblemAndNeverACrash() {
    var random = new Random(7);
    List<String> words =
        List.of("", "7", "null", "[]", "{}", "[{a: [1]}]", "\"[\"", "true", "-1e99", "x: y", "- z");
    int sound = 0;
    for (int round = 0; round < 1_500; round++) {
      List<String> lines = new ArrayList<>(shipped().lines().toList());
      for (int damage = 0; damage <= random.nextInt(3); damage++) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        String word = words.get(random.nextInt(words.size()));
        switch (random.nextInt(4)) {
          case 0 -> lines.remove(at);
          case 1 -> lines.add(at, line);
          case 2 -> lines.set(at, line.replaceFirst(":.*", ": " + word));
          default -> lines.set(at, line.replaceFirst("[a-z_]+:", word + ":"));
        }
      }
      var problems = new Problems();
      Optional<Model> model = read(String.join("\n", lines), problems);
      assertThat(model.isEmpty()).as(String.join("\n", lines)).isEqualTo(problems.count() > 0);
      if (model.isPresent()) {
        sound++;
        assertThat(new ModelView("https://example.com").of(model.get()).isEmpty()).isFalse();
      }
    }
    assertThat(sound).isBetween(1, 1_000);
  }

  private static int lineOf(String yaml, String text) {
    return (int) yaml.substring(0, yaml.indexOf(text) + 1).lines().count();
  }

  private static List<String> problems(String yaml) {
    var problems = new Problems();
    read(yaml, problems);
    try {
      problems.stopIfAny();
      return List.of();
    } catch (CatalogException e) {
      return e.problems();
    }
  }

  private static Optional<Model> read(String yaml, Problems problems) {
    return CatalogFile.parse("veo.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
        .flatMap(file -> new ModelReader(file, problems).read());
  }

  private static String shipped() {
    try (var in = Catalog.class.getResourceAsStream("/catalog/google-veo3.1.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
