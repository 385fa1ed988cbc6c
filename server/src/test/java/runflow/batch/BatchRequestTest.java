package runflow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.outbound.OutboundRules;
import runflow.outbound.UrlPolicy;
import runflow.run.RunRequest;
import runflow.run.SubmitTogether;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The two forms of a body that orders a batch. */
class BatchRequestTest {
  private static final UrlPolicy URLS = new UrlPolicy(OutboundRules.strict());
  private static final int BODIES = 300;
  private static final List<String> WORDS =
      List.of("a", "lake 🌊", "\"quoted\"", "back\\slash", "metadata", "", "é\u2028", "{[,:]}");

  @Test
  void bothFormsOrderTheSameRuns() {
    for (int seed = 0; seed < BODIES; seed++) {
      var random = new Random(seed);
      List<ObjectNode> inputs = new ArrayList<>();
      List<Optional<String>> refs = new ArrayList<>();
      List<String> metadata = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(12); i++) {
        inputs.add(object(random, 3));
        refs.add(random.nextBoolean() ? Optional.of(word(random)) : Optional.empty());
        metadata.add(loose(object(random, 2), random));
      }
      BatchRequest first = read(asInputs(inputs, refs));
      BatchRequest second = read(asItems(inputs, refs, metadata));

      assertThat(first.order().problems()).as("seed %d", seed).isEmpty();
      assertThat(second.order().problems()).as("seed %d", seed).isEmpty();
      for (int i = 0; i < inputs.size(); i++) {
        RunRequest one = first.order().runs().get(i).request();
        RunRequest other = second.order().runs().get(i).request();
        assertThat(one.input()).as("seed %d", seed).isEqualTo(inputs.get(i));
        assertThat(other.input()).as("seed %d", seed).isEqualTo(inputs.get(i));
        assertThat(one.clientRef()).isEqualTo(refs.get(i)).isEqualTo(other.clientRef());
        assertThat(one.metadata()).isEmpty();
        assertThat(other.metadata()).as("seed %d", seed).contains(metadata.get(i));
      }
    }
  }

  @Test
  void runsWithoutMetadataHaveThatOfTheBatch() {
    String body =
        """
        {"items": [{"input": {}}, {"input": {}, "metadata": {"own" : 1}},
          {"input": {}, "metadata": null}], "metadata": { "shared":true }, "deadline_seconds": 60}
        """;
    BatchRequest request = read(body);

    assertThat(request.metadata()).contains("{ \"shared\":true }");
    assertThat(request.order().runs())
        .extracting(wanted -> wanted.request().metadata().orElse(""))
        .containsExactly("{ \"shared\":true }", "{\"own\" : 1}", "{ \"shared\":true }");
    assertThat(request.order().runs())
        .allSatisfy(wanted -> assertThat(wanted.request().deadlineSeconds()).contains(60));
  }

  @Test
  void problemsSayWhereTheyAreInEitherForm() {
    var tooLong = "x".repeat(256);
    BatchRequest inputs =
        read("{\"input\": [{}, 7, {\"client_ref\": \"%s\"}], \"more\": 1}".formatted(tooLong));
    BatchRequest items =
        read(
            """
            {"items": [{"input": 7}, {"input": {}, "metadata": [], "callback_url": "x"},
              {"client_ref": 1}]}
            """);

    assertThat(places(inputs))
        .containsExactlyInAnyOrder(
            List.of("more"), List.of("input", 1), List.of("input", 2, "client_ref"));
    assertThat(places(items))
        .containsExactlyInAnyOrder(
            List.of("items", 0, "input"),
            List.of("items", 1, "metadata"),
            List.of("items", 1, "callback_url"),
            List.of("items", 2, "input"),
            List.of("items", 2, "client_ref"));
  }

  @Test
  void aProblemOfTheInputIsPlacedInEitherForm() {
    var problem = new FieldError(List.of("input", "duration"), "m", "enum");
    SubmitTogether.Wanted input = read("{\"input\":[{},{}]}").order().runs().get(1);
    SubmitTogether.Wanted item = read("{\"items\":[{\"input\":{}}]}").order().runs().get(0);

    assertThat(input.placed().apply(problem).loc()).isEqualTo(List.of("input", 1, "duration"));
    assertThat(item.placed().apply(problem).loc())
        .isEqualTo(List.of("items", 0, "input", "duration"));
  }

  @Test
  void aBatchHasOneListOfOneToAHundred() {
    String hundred = "{},".repeat(99) + "{}";
    assertThat(read("{\"input\":[" + hundred + "]}").order().runs()).hasSize(100);
    assertThat(types(read("{\"input\":[" + hundred + ",{}]}"))).containsExactly("range");
    assertThat(types(read("{\"input\":[]}"))).containsExactly("range");
    assertThat(types(read("{\"items\":{}}"))).containsExactly("type");
    assertThat(types(read("{}"))).containsExactly("required");
    assertThat(types(read("{\"input\":null}"))).containsExactly("required");
    assertThat(types(read("{\"input\":[{}],\"items\":[{}]}"))).containsExactly("conflict");
  }

  @Test
  void whatCannotBeStoredIsFoundInside() {
    assertThat(places(read("{\"input\":[{},{\"prompt\":\"\\u0000\"}]}")))
        .containsExactly(List.of("input", 1, "prompt"));
  }

  private static BatchRequest read(String body) {
    return BatchRequest.read(body.getBytes(StandardCharsets.UTF_8), URLS);
  }

  private static List<List<?>> places(BatchRequest request) {
    List<List<?>> places = new ArrayList<>();
    request.order().problems().forEach(problem -> places.add(problem.loc()));
    return places;
  }

  private static List<String> types(BatchRequest request) {
    return request.order().problems().stream().map(FieldError::type).toList();
  }

  private static String asInputs(List<ObjectNode> inputs, List<Optional<String>> refs) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("input");
    for (int i = 0; i < inputs.size(); i++) {
      ObjectNode one = inputs.get(i).deepCopy();
      refs.get(i).ifPresent(ref -> one.put("client_ref", ref));
      list.add(one);
    }
    return Json.text(body);
  }

  private static String asItems(
      List<ObjectNode> inputs, List<Optional<String>> refs, List<String> metadata) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String ref =
          refs.get(i)
              .map(text -> "\"client_ref\":" + Json.text(Json.MAPPER.valueToTree(text)) + ",")
              .orElse("");
      items.add(
          "{ %s \"metadata\" :  %s ,\"input\":%s}"
              .formatted(ref, metadata.get(i), Json.text(inputs.get(i))));
    }
    return "{\"items\": [" + String.join(" , ", items) + "] }";
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = Json.object();
    for (int i = 0; i < random.nextInt(4); i++) {
      object.set("f" + i, value(random, depth));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> Json.MAPPER.valueToTree(word(random));
      case 1 -> Json.MAPPER.valueToTree(random.nextInt());
      case 2 -> Json.MAPPER.valueToTree(random.nextBoolean());
      case 3 -> Json.MAPPER.nullNode();
      case 4 -> object(random, depth - 1);
      default -> Json.MAPPER.createArrayNode().add(value(random, depth - 1));
    };
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** The same JSON with blanks, as only raw text keeps them. */
  private static String loose(ObjectNode object, Random random) {
    String blanks = " ".repeat(random.nextInt(3));
    String text = Json.text(object);
    return "{" + blanks + text.substring(1, text.length() - 1) + blanks + "}";
  }
}
