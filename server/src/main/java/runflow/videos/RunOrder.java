package runflow.videos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import runflow.catalog.InputField;
import runflow.catalog.Model;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.error.Shown;
import runflow.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the order of a video into that of a run: {@code seconds} and {@code size} into the model's
 * own fields, and whatever else was sent into the field of the same name, so that a client reaches
 * all that a model can do.
 */
final class RunOrder {
  private static final Set<String> OF_THE_RUN =
      Set.of("metadata", "callback_url", "client_ref", "deadline_seconds", "priority");
  private static final Set<String> TEXTS_OF_THE_RUN =
      Set.of("callback_url", "client_ref", "priority");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,19}");

  private final Model model;
  private final ObjectNode body = Json.object();
  private final ObjectNode input = body.putObject("input");
  private final List<FieldError> problems = new ArrayList<>();

  private RunOrder(Model model) {
    this.model = model;
  }

  /**
   * The body of the run's creation.
   *
   * @throws ApiException {@code BAD_REQUEST} with every problem, each naming what is possible
   */
  static byte[] of(Model model, VideoOrder order) {
    var run = new RunOrder(model);
    order.fields().properties().forEach(field -> run.take(field.getKey(), field.getValue()));
    order.picture().ifPresent(run::picture);
    if (!run.problems.isEmpty()) {
      throw new ApiException(ErrorCode.BAD_REQUEST, run.problems.getFirst().msg(), run.problems);
    }
    return Json.bytes(run.body);
  }

  private void take(String name, JsonNode value) {
    if (value.isNull() || name.equals("model")) {
      return;
    }
    if (OF_THE_RUN.contains(name)) {
      body.set(name, parsed(name, value));
    } else if (name.equals("seconds")) {
      seconds(value);
    } else if (name.equals("size") && model.input().field("size").isEmpty()) {
      size(value);
    } else {
      put(name, typed(name, value), name);
    }
  }

  private void seconds(JsonNode value) {
    String field = model.price().quantity();
    List<String> allowed = model.input().field(field).map(InputField::allowed).orElse(List.of());
    String asked = value.asString("");
    if (allowed.isEmpty()) {
      put(field, typed(field, value), "seconds");
      return;
    }
    Optional<String> chosen =
        allowed.stream().filter(one -> bare(one).equals(bare(asked))).findFirst();
    if (chosen.isEmpty()) {
      List<String> possible = allowed.stream().map(RunOrder::bare).toList();
      problem("seconds", oneOf("seconds", possible, asked));
      return;
    }
    put(field, typed(field, Json.MAPPER.getNodeFactory().stringNode(chosen.get())), "seconds");
  }

  private void size(JsonNode value) {
    Map<String, VideoSizes.Frame> sizes = VideoSizes.of(model);
    VideoSizes.Frame frame = sizes.get(value.asString(""));
    if (frame == null) {
      problem("size", oneOf("size", List.copyOf(sizes.keySet()), value.asString("")));
      return;
    }
    put(VideoSizes.RESOLUTION, Json.MAPPER.getNodeFactory().stringNode(frame.resolution()), "size");
    put(VideoSizes.RATIO, Json.MAPPER.getNodeFactory().stringNode(frame.ratio()), "size");
  }

  private void picture(String reference) {
    VideoModels.picture(model)
        .ifPresentOrElse(
            field -> input.put(field.name(), reference),
            () ->
                problem(
                    VideoOrder.PICTURE,
                    "`%s` is not possible with model `%s`, which takes no picture; GET /v1/models shows those that do"
                        .formatted(VideoOrder.PICTURE, model.id())));
  }

  private void put(String field, JsonNode value, String sentAs) {
    if (input.has(field)) {
      problem(
          sentAs, "`%s` says what `%s` says as well; send one of them".formatted(sentAs, field));
      return;
    }
    input.set(field, value);
  }

  /** A form has texts only, so one is read as its field's type. */
  private JsonNode typed(String name, JsonNode value) {
    if (!value.isString()) {
      return value;
    }
    String text = value.stringValue();
    String type = model.input().field(name).map(InputField::type).orElse("");
    return switch (type) {
      case "integer", "number" -> WHOLE.matcher(text).matches() ? parsed(name, value) : value;
      case "boolean" -> text.equals("true") || text.equals("false") ? parsed(name, value) : value;
      default -> value;
    };
  }

  private JsonNode parsed(String name, JsonNode value) {
    if (!value.isString() || TEXTS_OF_THE_RUN.contains(name)) {
      return value;
    }
    try {
      return Json.tree(value.stringValue());
    } catch (JacksonException e) {
      problem(name, "`%s` must be JSON where it is sent as a text".formatted(Shown.of(name)));
      return value;
    }
  }

  private String oneOf(String field, List<String> possible, String asked) {
    return possible.isEmpty()
        ? "`%s` cannot be chosen for model `%s`; leave it out".formatted(field, model.id())
        : "`%s` must be one of %s for model `%s`, but was %s"
            .formatted(
                field,
                String.join(", ", possible),
                model.id(),
                asked.isEmpty() ? "no text" : Shown.of(asked));
  }

  private void problem(String field, String message) {
    problems.add(new FieldError(List.of(Shown.of(field)), message, "invalid"));
  }

  private static String bare(String seconds) {
    return seconds.endsWith("s") ? seconds.substring(0, seconds.length() - 1) : seconds;
  }
}
