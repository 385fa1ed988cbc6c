package runflow.provider.declared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runflow.error.FailureCode;
import runflow.json.Json;
import runflow.provider.Terms;
import runflow.provider.declared.Declaration.Access;
import runflow.provider.declared.Declaration.Cancel;
import runflow.provider.declared.Declaration.Cost;
import runflow.provider.declared.Declaration.Outcome;
import runflow.provider.declared.Declaration.Pace;
import runflow.provider.declared.Declaration.Parts;
import runflow.provider.declared.Declaration.Poll;
import runflow.provider.declared.Declaration.Submission;
import runflow.provider.declared.Declaration.Verify;

/** Turns one file's tree into a declaration, recording everything that is wrong with it. */
final class DeclarationReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Set<String> BUILT_IN = Set.of("sandbox", "vertex", "gemini");

  private final Section root;

  DeclarationReader(Section root) {
    this.root = root;
  }

  /** The declaration; empty, with the problems recorded, if there are any. */
  Optional<Declaration> read() {
    int before = root.problems().size();
    root.allowOnly(
        "name",
        "base_url",
        "hosts",
        "auth",
        "execution_time",
        "poll_after",
        "cancels_for_free",
        "rewrites_blocked",
        "submit",
        "poll",
        "result",
        "cancel",
        "errors",
        "cost",
        "webhook",
        "verify");
    Access access = new AccessReader(root).read();
    Submission submit = submit(root.section("submit"));
    Set<String> kept = submit.ref().keySet();
    var parts =
        new Parts(
            name(),
            access,
            pace(),
            submit,
            poll(root.section("poll"), kept),
            result(root.section("result"), kept),
            root.optionalSection("cancel").map(section -> cancel(section, kept)),
            errors(),
            root.optionalSection("cost").flatMap(DeclarationReader::cost),
            root.optionalSection("webhook")
                .map(section -> new WebhookReader(section, access).read()),
            root.optionalSection("verify").map(DeclarationReader::verify));
    return root.problems().size() > before ? Optional.empty() : Optional.of(new Declaration(parts));
  }

  private String name() {
    String name = root.text("name");
    if (!name.isEmpty() && (!NAME.matcher(name).matches() || BUILT_IN.contains(name))) {
      root.problem(
          "name",
          Section.mustBe(
              "a to z, 0 to 9, - and _, begin with a letter, have at most 32 characters and be none of sandbox, vertex, gemini",
              name));
    }
    return name;
  }

  private Pace pace() {
    Duration executionTime = root.duration("execution_time", Duration.ofMinutes(15));
    Duration pollAfter = root.duration("poll_after", Duration.ofSeconds(5));
    if (pollAfter.compareTo(executionTime) >= 0) {
      root.problem("poll_after", "must be less than execution_time, or no job would be looked at");
    }
    return new Pace(
        Terms.within(executionTime)
            .cancellingForFree(root.flag("cancels_for_free"))
            .rewritingBlocked(root.flag("rewrites_blocked")),
        pollAfter);
  }

  private static Submission submit(Section submit) {
    submit.allowOnly("call", "headers", "body", "fields", "ref");
    Map<String, FieldMapping> fields = new LinkedHashMap<>();
    Section section = submit.section("fields");
    for (String field : section.node().propertyNames()) {
      fields.put(field, new FieldReader(section, field).read());
    }
    Map<String, Pointer> ref = new LinkedHashMap<>();
    Section kept = submit.section("ref");
    for (String name : kept.node().propertyNames()) {
      kept.pointer(name).ifPresent(pointer -> ref.put(name, pointer));
    }
    if (kept.node().isEmpty() && submit.has("ref")) {
      submit.problem("ref", "must keep at least one value, such as `id: /id`");
    }
    return new Submission(
        submit.call("call", List.of("model")),
        new HeadersReader(submit, "headers").read(),
        submit.optionalSection("body").map(Section::node).orElseGet(Json::object),
        fields,
        ref);
  }

  private static Poll poll(Section poll, Set<String> kept) {
    poll.allowOnly("call", "status", "states", "progress");
    Map<String, JobState> states = new HashMap<>();
    Section words = poll.section("states");
    for (String word : words.node().propertyNames()) {
      words
          .parsed(
              word,
              JobState::parse,
              "one of %s, or a failure code".formatted(String.join(", ", JobState.WORDS)))
          .ifPresent(state -> states.put(word.toLowerCase(Locale.ROOT), state));
    }
    if (poll.has("states")
        && states.values().stream().noneMatch(JobState.Succeeded.class::isInstance)) {
      poll.problem(
          "states", "must map at least one word to succeeded, or no job would ever end well");
    }
    return new Poll(
        poll.call("call", kept), required(poll, "status"), states, poll.pointers("progress"));
  }

  private static Pointer required(Section section, String key) {
    Optional<Pointer> pointer = section.pointer(key);
    if (!section.has(key)) {
      section.problem(key, "is missing: it must be " + Section.POINTER);
    }
    return pointer.orElseGet(() -> new Pointer(List.of("")));
  }

  private static Outcome result(Section result, Set<String> kept) {
    result.allowOnly("call", "video", "seed", "inference_seconds", "nsfw");
    if (!result.has("video")) {
      result.problem("video", "is missing: it must be " + Section.POINTER);
    }
    List<String> names = Stream.concat(kept.stream(), Stream.of(Section.INTO_ANSWER)).toList();
    return new Outcome(
        result.optionalCall("call", names),
        result.pointers("video"),
        result.pointer("seed"),
        result.pointer("inference_seconds"),
        result.pointer("nsfw"));
  }

  private static Cancel cancel(Section cancel, Set<String> kept) {
    cancel.allowOnly("call", "free_if");
    Map<Pointer, List<String>> freeIf = new LinkedHashMap<>();
    cancel
        .optionalSection("free_if")
        .ifPresent(
            section -> {
              for (String place : section.node().propertyNames()) {
                Optional<Pointer> pointer = Pointer.parse(place);
                pointer.ifPresent(at -> freeIf.put(at, section.texts(place)));
                if (pointer.isEmpty()) {
                  cancel.problem("free_if", Section.mustBe(Section.POINTER, place));
                }
              }
            });
    return new Cancel(cancel.call("call", kept), freeIf);
  }

  private ErrorRules errors() {
    Optional<Section> errors = root.optionalSection("errors");
    List<ErrorRules.Rule> rules = new ArrayList<>();
    errors.ifPresent(
        section -> {
          section.allowOnly("type", "message", "rules");
          section.sections("rules").forEach(rule -> rules.add(rule(rule)));
        });
    return new ErrorRules(
        errors.map(section -> section.pointers("type")).orElse(List.of()),
        errors.map(section -> section.pointers("message")).orElse(List.of()),
        rules);
  }

  private static ErrorRules.Rule rule(Section rule) {
    rule.allowOnly("type", "text", "status", "code");
    if (!rule.has("type") && !rule.has("text") && !rule.has("status")) {
      rule.problem("type", "is missing, as are text and status: a rule must name one of them");
    }
    if (!rule.has("code")) {
      rule.problem("code", "is missing: it must be a failure code such as CONTENT_BLOCKED");
    }
    Optional<FailureCode> code =
        rule.parsed("code", JobState::code, "a failure code such as CONTENT_BLOCKED");
    return new ErrorRules.Rule(
        new HashSet<>(rule.texts("type")),
        rule.texts("text"),
        rule.statuses("status"),
        code.orElse(FailureCode.PROVIDER_REJECTED));
  }

  private static Optional<Cost> cost(Section cost) {
    cost.allowOnly("header", "pointer");
    Optional<Cost> header = cost.optionalText("header").map(Cost.Header::new);
    Optional<Cost> body = cost.pointer("pointer").map(Cost.Body::new);
    if (cost.has("header") == cost.has("pointer")) {
      cost.problem("header", "or /cost/pointer must be there, and not both");
    }
    return header.or(() -> body);
  }

  private static Verify verify(Section verify) {
    verify.allowOnly("call", "good");
    return new Verify(verify.call("call", List.of()), verify.statuses("good"));
  }
}
