package runflow.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.FieldError;
import runflow.outbound.UrlPolicy;
import runflow.run.BodyScan;
import runflow.run.Priority;
import runflow.run.RunFields;
import runflow.run.RunRequest;
import runflow.run.SubmitTogether;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request for a batch, in either of its two forms: a list of inputs, each perhaps
 * with a {@code client_ref} among its fields, or a list of items, each with its {@code input} and
 * perhaps {@code client_ref} and {@code metadata}.
 *
 * @param metadata JSON exactly as received; also that of items without their own
 */
record BatchRequest(
    Optional<String> callbackUrl, Optional<String> metadata, SubmitTogether.Order order) {
  static final int MOST_ITEMS = 100;

  private static final String INPUT = "input";
  private static final String ITEMS = "items";
  private static final String CLIENT_REF = "client_ref";
  private static final String METADATA = "metadata";
  private static final List<String> FIELDS =
      List.of(INPUT, ITEMS, "callback_url", METADATA, "deadline_seconds", "priority");
  private static final List<String> ITEM_FIELDS = List.of(INPUT, CLIENT_REF, METADATA);

  /** For values of which nobody asks what exactly was sent. */
  private static final ByteBuffer NOT_KEPT = ByteBuffer.allocate(0);

  /**
   * Reads a body; what is wrong with it is in the order's problems.
   *
   * @throws runflow.error.ApiException {@code BAD_REQUEST} if it is not a JSON object
   */
  static BatchRequest read(byte[] body, UrlPolicy urls) {
    BodyScan scan = BodyScan.of(body);
    List<FieldError> problems = new ArrayList<>(scan.problems());
    var fields = new RunFields(scan, urls, problems);
    fields.refuseOthersThan(FIELDS);
    Optional<String> callbackUrl = fields.callbackUrl();
    Optional<String> metadata = fields.metadata();
    var reader =
        new Reader(scan, urls, new Shared(fields.deadlineSeconds(), fields.priority()), problems);
    List<SubmitTogether.Wanted> runs = reader.read();
    return new BatchRequest(callbackUrl, metadata, new SubmitTogether.Order(runs, problems));
  }

  /** What the batch says for all of its runs. */
  private record Shared(Optional<Integer> deadlineSeconds, Priority priority) {}

  private record Reader(BodyScan scan, UrlPolicy urls, Shared shared, List<FieldError> problems) {

    List<SubmitTogether.Wanted> read() {
      Optional<JsonNode> inputs = list(INPUT);
      Optional<JsonNode> items = list(ITEMS);
      if (inputs.isPresent() == items.isPresent()) {
        problem(
            INPUT,
            inputs.isPresent()
                ? "a batch has either `input` or `items`, but both were sent; leave one out"
                : "`input` is required: a list of 1 to 100 objects with the model's parameters",
            inputs.isPresent() ? "conflict" : "required");
        return List.of();
      }
      String name = inputs.isPresent() ? INPUT : ITEMS;
      JsonNode list = inputs.or(() -> items).orElseThrow();
      if (!list.isArray()) {
        problem(
            name, "`%s` must be a list, but was %s".formatted(name, RunFields.kind(list)), "type");
        return List.of();
      }
      if (list.isEmpty() || list.size() > MOST_ITEMS) {
        problem(
            name,
            "`%s` must have 1 to %d elements, but has %d; make several batches of more"
                .formatted(name, MOST_ITEMS, list.size()),
            "range");
        return List.of();
      }
      return inputs.isPresent() ? inputs(list) : items(list);
    }

    private Optional<JsonNode> list(String name) {
      return Optional.ofNullable(scan.fields().get(name))
          .map(BodyScan.Field::value)
          .filter(value -> !value.isNull());
    }

    private List<SubmitTogether.Wanted> inputs(JsonNode list) {
      List<SubmitTogether.Wanted> wanted = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        if (isObject(list, INPUT, i)) {
          ObjectNode input = ((ObjectNode) list.get(i)).deepCopy();
          Map<String, BodyScan.Field> fields = new LinkedHashMap<>();
          Optional.ofNullable(input.remove(CLIENT_REF))
              .ifPresent(ref -> fields.put(CLIENT_REF, new BodyScan.Field(ref, NOT_KEPT)));
          fields.put(INPUT, new BodyScan.Field(input, NOT_KEPT));
          wanted.add(wanted(new Place(INPUT, i, false), fields));
        }
      }
      return wanted;
    }

    private List<SubmitTogether.Wanted> items(JsonNode list) {
      List<Optional<BodyScan.Field>> metadata = scan.inEach(ITEMS, METADATA);
      List<SubmitTogether.Wanted> wanted = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        if (isObject(list, ITEMS, i)) {
          Map<String, BodyScan.Field> fields = new LinkedHashMap<>();
          list.get(i)
              .forEachEntry((name, value) -> fields.put(name, new BodyScan.Field(value, NOT_KEPT)));
          Optional<BodyScan.Field> own = metadata.get(i).filter(one -> !one.value().isNull());
          own.ifPresent(exact -> fields.put(METADATA, exact));
          wanted.add(wanted(new Place(ITEMS, i, own.isPresent()), fields));
        }
      }
      return wanted;
    }

    private boolean isObject(JsonNode list, String name, int index) {
      JsonNode element = list.get(index);
      if (!element.isObject()) {
        problems.add(
            new FieldError(
                List.of(name, index),
                "`%s` must have objects only, but the element at %d was %s"
                    .formatted(name, index, RunFields.kind(element)),
                "type"));
      }
      return element.isObject();
    }

    /** Reads an element as the body of a run; what it does not say of itself, the batch says. */
    private SubmitTogether.Wanted wanted(Place place, Map<String, BodyScan.Field> own) {
      List<FieldError> ownProblems = new ArrayList<>();
      Map<String, BodyScan.Field> all = new LinkedHashMap<>(own);
      Optional.ofNullable(scan.fields().get(METADATA))
          .filter(field -> field.value().isObject() && !place.ownMetadata())
          .ifPresent(field -> all.put(METADATA, field));
      var fields = new RunFields(new BodyScan(all, List.of()), urls, ownProblems);
      fields.refuseOthersThan(ITEM_FIELDS);
      var request =
          new RunRequest(
              fields.input(),
              Optional.empty(),
              fields.metadata(),
              fields.clientRef(),
              shared.deadlineSeconds(),
              shared.priority());
      ownProblems.stream().map(place::of).filter(this::isNew).forEach(problems::add);
      return new SubmitTogether.Wanted(request, place::of);
    }

    private boolean isNew(FieldError error) {
      return problems.stream().noneMatch(known -> known.loc().equals(error.loc()));
    }

    private void problem(String field, String message, String type) {
      problems.add(new FieldError(List.of(field), message, type));
    }
  }

  /** An element of one of the lists. */
  private record Place(String list, int index, boolean ownMetadata) {

    /** A problem of the run's own body, with its place in the body of the batch. */
    FieldError of(FieldError error) {
      Object first = error.loc().getFirst();
      if (first.equals(METADATA) && !ownMetadata) {
        return error;
      }
      List<Object> loc = new ArrayList<>(List.of(list, index));
      boolean withinInput = list.equals(INPUT) && first.equals(INPUT);
      loc.addAll(withinInput ? error.loc().subList(1, error.loc().size()) : error.loc());
      return new FieldError(loc, error.msg(), error.type());
    }
  }
}
