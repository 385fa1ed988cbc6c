package runflow.provider.declared;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.config.ProviderConfig;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.provider.CallLog;
import runflow.provider.Provider;
import runflow.provider.ProviderCall.Purpose;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.Terms;
import runflow.provider.WebhookMessage;
import runflow.provider.http.Answer;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Request;
import runflow.provider.http.Verdicts;
import tools.jackson.databind.JsonNode;

/** An account at a provider that a YAML file describes. Safe for use by many threads. */
public final class DeclaredProvider implements Provider, AutoCloseable {
  private final Declaration.Parts parts;
  private final Wire wire;
  private final Verdicts verdicts;
  private final Jobs jobs;
  private final Optional<SignedMessages> messages;

  /**
   * An account.
   *
   * @param limits of downloads
   * @param clock for what is signed with a time
   * @throws IllegalArgumentException if the key cannot stand in a header
   */
  public DeclaredProvider(
      Declaration declaration,
      ProviderConfig.Declared account,
      ProviderClient.Limits limits,
      InstantSource clock) {
    this.parts = declaration.parts();
    this.wire = new Wire(parts, account, limits);
    this.verdicts = new Verdicts(parts.name(), clock);
    this.jobs = new Jobs(parts, wire, verdicts);
    this.messages =
        parts.webhook().map(webhook -> new SignedMessages(webhook.signature(), wire, clock));
  }

  @Override
  public String name() {
    return parts.name();
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    List<FieldError> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : request.input().properties()) {
      FieldMapping mapping = parts.submit().fields().get(field.getKey());
      if (mapping != null) {
        mapping.problem(parts.name(), field.getValue()).ifPresent(problems::add);
      } else if (!field.getValue().isNull()) {
        problems.add(FieldMapping.unknown(parts.name(), field.getKey()));
      }
    }
    return problems;
  }

  @Override
  public Terms terms() {
    return parts.pace().terms();
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    return parts.submit().fields().values().stream()
        .filter(mapping -> !mapping.absent(request.input().path(mapping.field())))
        .flatMap(mapping -> mapping.ignored().stream())
        .toList();
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    boolean told = request.webhook().filter(wire::mayBeTold).isPresent();
    return handOver(told ? request : request.withoutWebhook(), calls);
  }

  private ProviderResult.OfSubmit handOver(ProviderRequest request, CallLog calls)
      throws InterruptedException {
    return switch (SubmitBody.of(parts, request)) {
      case SubmitBody.Made.Impossible(String field) ->
          new ProviderResult.Rejected(
              FailureCode.INPUT_VALIDATION_FAILED,
              "`%s` could not be put into the form that provider `%s` takes"
                  .formatted(field, parts.name()));
      case SubmitBody.Made.Body(var json) -> {
        Request call =
            wire.request(
                    Purpose.SUBMIT,
                    parts.submit().call().method(),
                    target(request),
                    parts.submit().headers())
                .json(json);
        yield verdicts.submitted(
            wire.send(call, calls), request.route(), this::taken, this::refused);
      }
    };
  }

  private String target(ProviderRequest request) {
    String target = parts.submit().call().fill(Map.of("model", request.route())).orElseThrow();
    Optional<String> query = parts.webhook().flatMap(Declaration.Webhook::query);
    if (query.isEmpty() || request.webhook().isEmpty()) {
      return target;
    }
    String url = HttpCall.query(request.webhook().get().toString());
    return target + (target.contains("?") ? "&" : "?") + query.get() + "=" + url;
  }

  /** Some say what is wrong with a status of success; a rule that knows it decides. */
  private Optional<ProviderResult.OfSubmit> taken(Answer.Http answer) {
    Optional<ProviderResult.OfSubmit> accepted =
        answer
            .json()
            .flatMap(json -> JobRef.of(parts.submit().ref(), json))
            .map(ref -> new ProviderResult.Accepted(ref, parts.pace().pollAfter()));
    return accepted.or(() -> parts.errors().verdict(parts.name(), answer));
  }

  private Optional<ProviderResult.OfSubmit> refused(Answer.Http answer) {
    return Jobs.final4xx(answer)
        ? parts.errors().verdict(parts.name(), answer).map(verdict -> verdict)
        : Optional.empty();
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    return jobs.poll(ref, calls);
  }

  @Override
  public boolean cancel(String ref, CallLog calls) throws InterruptedException {
    Optional<Map<String, String>> kept = JobRef.read(parts.submit().ref(), ref);
    if (parts.cancel().isEmpty() || kept.isEmpty()) {
      return false;
    }
    Declaration.Cancel cancel = parts.cancel().get();
    Optional<String> target = cancel.call().fill(kept.get());
    if (target.isEmpty()) {
      return false;
    }
    Answer answer =
        wire.send(wire.request(Purpose.CANCEL, cancel.call().method(), target.get()), calls);
    return answer instanceof Answer.Http http && http.ok() && free(cancel, http);
  }

  private static boolean free(Declaration.Cancel cancel, Answer.Http answer) {
    Optional<JsonNode> json = answer.json();
    return json.isPresent()
        && !cancel.freeIf().isEmpty()
        && cancel.freeIf().entrySet().stream()
            .allMatch(
                wanted ->
                    wanted.getValue().contains(wanted.getKey().text(json.get()).orElse("null")));
  }

  @Override
  public Optional<String> verify(CallLog calls) throws InterruptedException {
    if (parts.verify().isEmpty()) {
      return Optional.empty();
    }
    Declaration.Verify verify = parts.verify().get();
    HttpCall call = verify.call();
    Answer answer = wire.send(wire.request(Purpose.CHECK, call.method(), call.target()), calls);
    return verdicts.verified(answer, verify.good()::contains);
  }

  @Override
  public boolean sent(WebhookMessage message) throws InterruptedException {
    return messages.isPresent() && messages.get().sent(message);
  }

  /** Cuts open calls. */
  @Override
  public void close() {
    wire.close();
  }
}
