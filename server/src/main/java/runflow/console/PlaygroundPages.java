package runflow.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import runflow.error.ApiException;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Pages;
import runflow.page.Section;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The playground of a model: its form, what it would cost, and running it. */
final class PlaygroundPages {
  private static final String KEY = "idempotency_key";

  private final Door door;
  private final Pages pages;

  PlaygroundPages(Door door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  /** To be mounted behind every longer path below {@code /models/}. */
  List<Route> routes() {
    return List.of(
        door.form("/models/{model...}/price", this::price),
        door.page("/models/{model...}", this::show),
        door.form("/models/{model...}", this::run));
  }

  private Reply show(Visit visit) throws Exception {
    ModelDetail model = ModelPages.model(visit);
    Optional<JsonNode> run = ModelPages.run(visit, model);
    FormInput form =
        run.map(known -> FormInput.ofRun(model.inputSchema(), known))
            .orElseGet(() -> start(model, visit.call().query("example")));
    Optional<RunPanel> panel =
        run.isPresent() ? Optional.of(RunPanel.of(visit, run.get())) : Optional.empty();
    Playground.Checked checked = new CheckForm(visit, model).price(form, false);
    return page(visit, 200, playground(visit, model, form, checked, panel));
  }

  private Reply price(Visit visit) throws Exception {
    ModelDetail model = ModelPages.model(visit);
    FormInput form = FormInput.sent(model.inputSchema(), visit.fields());
    boolean refused = visit.field("refused").filter("true"::equals).isPresent();
    return pages.fragment(
        "models/checked.jte",
        Map.of("model", model, "checked", new CheckForm(visit, model).price(form, refused)));
  }

  private Reply run(Visit visit) throws Exception {
    ModelDetail model = ModelPages.model(visit);
    FormInput form = FormInput.sent(model.inputSchema(), visit.fields());
    var check = new CheckForm(visit, model);
    JsonNode run;
    try {
      run = create(visit, check, form);
    } catch (ApiException e) {
      Playground.Checked checked = check.refused(form, e);
      return visit.wantsFragment()
          ? pages
              .fragment(
                  "models/refused.jte",
                  Map.of("model", model, "checked", checked, "idempotencyKey", sentKey(visit)))
              .with("HX-Reswap", "none")
          : page(
              visit, e.code().status(), playground(visit, model, form, checked, Optional.empty()));
    }
    String path = model.listed().path() + "?run=" + run.path("id").stringValue();
    return visit.wantsFragment()
        ? pages
            .fragment(
                "models/started.jte",
                Map.of(
                    "panel",
                    RunPanel.of(visit, run),
                    "balance",
                    visit.balance(),
                    "idempotencyKey",
                    freshKey()))
            .with("HX-Push-Url", path)
        : Door.seeOther(path);
  }

  /** The same form with the same content makes one run, however often it is sent. */
  private static JsonNode create(Visit visit, CheckForm check, FormInput form) throws Exception {
    ObjectNode body = check.body(form);
    String key = sentKey(visit) + "-" + digest(body);
    return visit.send("POST", check.target(), body, Map.of("Idempotency-Key", key));
  }

  /** An example as it is; without one, what the first example is about, with usual settings. */
  private static FormInput start(ModelDetail model, Optional<String> example) {
    if (model.examples().isEmpty()) {
      return FormInput.of(model.inputSchema(), Json.object());
    }
    for (int i = 0; i < model.examples().size(); i++) {
      if (example.filter(Integer.toString(i)::equals).isPresent()) {
        return FormInput.of(model.inputSchema(), model.examples().get(i).input());
      }
    }
    ObjectNode input = Json.object();
    ObjectNode first = model.examples().getFirst().input();
    model
        .inputSchema()
        .path("required")
        .valueStream()
        .map(JsonNode::asString)
        .filter(first::has)
        .forEach(name -> input.set(name, first.get(name)));
    return FormInput.of(model.inputSchema(), input);
  }

  private Reply page(Visit visit, int status, Playground playground) throws Exception {
    return pages.page(
        status,
        "models/playground.jte",
        visit.frame(playground.model().name(), Section.MODELS),
        Map.of("playground", playground));
  }

  private static Playground playground(
      Visit visit,
      ModelDetail model,
      FormInput form,
      Playground.Checked checked,
      Optional<RunPanel> run)
      throws Exception {
    return new Playground(
        model,
        checked,
        sentKey(visit),
        form.callbackUrl(),
        form.metadata(),
        previews(visit, checked.fields()),
        run,
        visit.session().csrf());
  }

  /** Pictures that the browser may show: our own, not those of other hosts. */
  private static Map<String, String> previews(Visit visit, List<FormField> fields)
      throws Exception {
    Map<String, String> previews = new HashMap<>();
    for (FormField field : fields) {
      if (field.kind() == FormField.Kind.PICTURE && !field.value().isEmpty()) {
        AssetRef.source(visit, field.value())
            .ifPresent(source -> previews.put(field.name(), source));
      }
    }
    return previews;
  }

  private static String sentKey(Visit visit) {
    return visit.field(KEY).orElseGet(PlaygroundPages::freshKey);
  }

  private static String freshKey() {
    return "playground-" + UUID.randomUUID();
  }

  private static String digest(ObjectNode body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.bytes(body));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
