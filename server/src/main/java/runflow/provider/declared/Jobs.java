package runflow.provider.declared;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.error.FailureCode;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall.Purpose;
import runflow.provider.ProviderResult;
import runflow.provider.http.Answer;
import runflow.provider.http.Progress;
import runflow.provider.http.Verdicts;
import tools.jackson.databind.JsonNode;

/** Looks at the jobs of one account: the status first, then, where it is elsewhere, the result. */
record Jobs(Declaration.Parts parts, Wire wire, Verdicts verdicts) {
  ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException {
    Optional<Map<String, String>> kept = JobRef.read(parts.submit().ref(), ref);
    Optional<String> target = kept.flatMap(parts.poll().call()::fill);
    if (target.isEmpty()) {
      return new ProviderResult.Lost(
          "what was kept of the job does not fit the file of provider `%s` any more"
              .formatted(parts.name()));
    }
    String method = parts.poll().call().method();
    Answer answer = wire.send(wire.request(Purpose.POLL, method, target.get()), calls);
    if (answer instanceof Answer.Http http
        && http.ok()
        && state(http).orElse(new JobState.Open()) instanceof JobState.Succeeded) {
      JsonNode look = http.json().orElseThrow();
      return parts.result().call().isPresent()
          ? fetched(parts.result().call().get(), kept.orElseThrow(), look, calls)
          : finished(List.of(look), calls);
    }
    return verdicts.polled(answer, this::open, this::refused);
  }

  /** What the answer's word means; a word that is not known keeps the job open. */
  private Optional<JobState> state(Answer.Http answer) {
    return answer
        .json()
        .flatMap(parts.poll().status()::text)
        .map(
            word ->
                parts
                    .poll()
                    .states()
                    .getOrDefault(word.toLowerCase(Locale.ROOT), new JobState.Open()));
  }

  private Optional<ProviderResult.OfPoll> open(Answer.Http answer) {
    return state(answer)
        .map(
            state ->
                switch (state) {
                  case JobState.Open open ->
                      new ProviderResult.Running(progress(answer), parts.pace().pollAfter());
                  case JobState.Canceled canceled ->
                      new ProviderResult.Lost(
                          "provider `%s` says that the job was cancelled there"
                              .formatted(parts.name()));
                  case JobState.Failed(FailureCode code) ->
                      parts
                          .errors()
                          .verdict(parts.name(), answer)
                          .orElseGet(() -> parts.errors().rejected(parts.name(), code, answer));
                  case JobState.Succeeded succeeded ->
                      throw new IllegalStateException("a finished job is read elsewhere");
                });
  }

  private OptionalInt progress(Answer.Http answer) {
    return answer.json().stream()
        .flatMap(json -> parts.poll().progress().stream().flatMap(at -> at.all(json).stream()))
        .map(Progress::percent)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  private Optional<ProviderResult.OfPoll> refused(Answer.Http answer) {
    return final4xx(answer)
        ? parts.errors().verdict(parts.name(), answer).map(verdict -> verdict)
        : Optional.empty();
  }

  /** A status that tells of the job or the call, not of the provider's own trouble. */
  static boolean final4xx(Answer.Http answer) {
    return answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
  }

  private ProviderResult.OfPoll fetched(
      HttpCall call, Map<String, String> kept, JsonNode look, CallLog calls)
      throws InterruptedException {
    Optional<String> target = call.fill(Wire.with(kept, call, look));
    if (target.isEmpty()) {
      return noOutput();
    }
    Answer answer = wire.send(wire.request(Purpose.RESULT, call.method(), target.get()), calls);
    return verdicts.polled(
        answer,
        http -> http.json().map(json -> finished(List.of(json, look), calls)),
        this::failedResult);
  }

  /** The job is over, so a result that is refused is the job's failure, not the call's. */
  private Optional<ProviderResult.OfPoll> failedResult(Answer.Http answer) {
    Optional<ProviderResult.OfPoll> known =
        parts.errors().verdict(parts.name(), answer).map(verdict -> verdict);
    boolean refused = answer.status() == 400 || answer.status() == 422;
    return known.isEmpty() && refused
        ? Optional.of(parts.errors().rejected(parts.name(), FailureCode.PROVIDER_REJECTED, answer))
        : known;
  }

  private ProviderResult.OfPoll finished(List<JsonNode> answers, CallLog calls) {
    return new FinishedJob(parts.result(), answers)
        .succeeded(url -> wire.file(url, calls))
        .<ProviderResult.OfPoll>map(succeeded -> succeeded)
        .orElseGet(this::noOutput);
  }

  private ProviderResult.Rejected noOutput() {
    return new ProviderResult.Rejected(
        FailureCode.PROVIDER_NO_OUTPUT,
        "provider `%s` finished the job but named no video".formatted(parts.name()));
  }
}
