package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever the input, the check answers: accepted and priced, or at least one usable error. */
class RandomInputTest {
  private static final int ROUNDS = 20_000;
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "4s",
          "8s",
          "4k",
          "720p",
          "16:9",
          "auto",
          "1",
          "\u0000",
          "\ud800",
          "https://e.com");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void everyInputIsEitherAcceptedOrExplained() {
    var random = new Random(20261121);
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Model> models = Inputs.SHIPPED.all();
      Model model = models.get(random.nextInt(models.size()));
      ObjectNode input = input(random, model);
      switch (model.check(input)) {
        case CheckedInput.Accepted(ObjectNode complete) -> {
          accepted++;
          assertThat(model.check(complete)).isEqualTo(new CheckedInput.Accepted(complete));
          assertThat(model.price().quote(complete).cost()).isGreaterThan(Money.ZERO);
        }
        case CheckedInput.Refused(List<FieldError> errors) -> {
          assertThat(errors).as(input::toString).isNotEmpty();
          assertThat(errors).extracting(FieldError::loc).doesNotHaveDuplicates();
          assertThat(Json.bytes(errors)).isNotEmpty();
        }
      }
    }
    assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS * 49 / 50);
  }

  private static ObjectNode input(Random random, Model model) {
    ObjectNode input = NODES.objectNode();
    for (InputField field : model.input().fields()) {
      if (field.required() ? random.nextInt(10) > 0 : random.nextInt(3) == 0) {
        input.set(field.name(), random.nextInt(6) == 0 ? any(random, 0) : fitting(random, field));
      }
    }
    if (random.nextInt(8) == 0) {
      input.set(TEXTS.get(random.nextInt(TEXTS.size())), any(random, 0));
    }
    return input;
  }

  private static JsonNode fitting(Random random, InputField field) {
    if (!field.allowed().isEmpty()) {
      return NODES.stringNode(field.allowed().get(random.nextInt(field.allowed().size())));
    }
    return switch (field.type()) {
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "integer" -> NODES.numberNode(random.nextLong());
      default -> NODES.stringNode("https://example.com/" + random.nextInt());
    };
  }

  private static JsonNode any(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 7 : 9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 ->
          NODES.numberNode(
              new BigDecimal(
                  BigInteger.valueOf(random.nextInt(99)),
                  random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(-60, 60)));
      case 4 -> NODES.numberNode(new BigInteger(200, random));
      case 5, 6 -> NODES.stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case 7 -> NODES.arrayNode().add(any(random, depth + 1)).add(any(random, depth + 1));
      default ->
          NODES.objectNode().set(TEXTS.get(random.nextInt(TEXTS.size())), any(random, depth + 1));
    };
  }
}
