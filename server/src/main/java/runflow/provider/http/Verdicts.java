package runflow.provider.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;

/**
 * What an answer means where HTTP alone decides: the same for every provider. What has a provider's
 * own form, a body of success or a refusal that says more than its status, is read by the adapter's
 * functions; they are asked first and return empty for what they do not know.
 *
 * <p>A submission is told to be made again only when the provider cannot have acted on it; when it
 * may have, the job is lost rather than billed twice.
 *
 * @param provider name for messages
 * @param clock for waits that are given as a date
 */
public record Verdicts(String provider, InstantSource clock) {
  private static final Duration UNREACHED_PAUSE = Duration.ofSeconds(5);
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(10);
  private static final Duration RATE_PAUSE = Duration.ofSeconds(30);

  /** Statuses that come from the provider's own program, after it has given up on the job. */
  private static final Set<Integer> FAILED_FOR_GOOD = Set.of(500, 501);

  private static final String NOT_AGAIN =
      "it was not sent again, so that it cannot be billed twice";

  /**
   * What came of a submission.
   *
   * @param model the route's name of the model
   * @param taken reads an answer of success; empty if it makes no sense, and then the job is lost
   * @param refused reads any other answer; empty leaves it to the status
   */
  public ProviderResult.OfSubmit submitted(
      Answer answer,
      String model,
      Function<Answer.Http, Optional<ProviderResult.OfSubmit>> taken,
      Function<Answer.Http, Optional<ProviderResult.OfSubmit>> refused) {
    return switch (answer) {
      case Answer.NotSent(String reason) ->
          new ProviderResult.Retryable(
              UNREACHED_PAUSE, "provider `%s` was not reached: %s".formatted(provider, reason));
      case Answer.Silent(String reason) ->
          lost("did not say whether it took the job: %s".formatted(reason));
      case Answer.Http http when http.ok() ->
          taken
              .apply(http)
              .orElseGet(
                  () -> lost("answered %d with what makes no sense".formatted(http.status())));
      case Answer.Http http -> refused.apply(http).orElseGet(() -> refusal(http, model));
    };
  }

  private ProviderResult.OfSubmit refusal(Answer.Http answer, String model) {
    int status = answer.status();
    return switch (status) {
      case 429 -> busy(answer, RATE_PAUSE, "takes no more jobs for now");
      case 503 -> busy(answer, BUSY_PAUSE, "is unavailable");
      case 401, 403 ->
          unusable("refused the credentials with status %d: check its key".formatted(status));
      case 402 -> unusable("has no credit left for this account: top it up there");
      case 404, 410 ->
          unusable(
              "has no model `%s` (any more): check the route and the base URL".formatted(model));
      default -> otherRefusal(answer);
    };
  }

  private ProviderResult.OfSubmit otherRefusal(Answer.Http answer) {
    int status = answer.status();
    if (status < 400) {
      return unusable("answered with a redirect (%d): check its base URL".formatted(status));
    }
    if (FAILED_FOR_GOOD.contains(status)) {
      return new ProviderResult.Rejected(
          FailureCode.PROVIDER_UNAVAILABLE,
          "provider `%s` failed with status %d%s".formatted(provider, status, said(answer)));
    }
    if (status > 500 || status == 408) {
      return lost("or something in front of it answered %d".formatted(status));
    }
    return new ProviderResult.Rejected(
        FailureCode.PROVIDER_REJECTED,
        "provider `%s` refused the job with status %d%s".formatted(provider, status, said(answer)));
  }

  /**
   * What came of a look at a job. Trouble with the look is no verdict on the job: only {@code
   * found} and {@code refused} end it, and an answer that it is unknown.
   *
   * @param found reads an answer of success; empty if it makes no sense
   * @param refused reads any other answer; empty leaves it to the status
   */
  public ProviderResult.OfPoll polled(
      Answer answer,
      Function<Answer.Http, Optional<ProviderResult.OfPoll>> found,
      Function<Answer.Http, Optional<ProviderResult.OfPoll>> refused) {
    return switch (answer) {
      case Answer.NotSent(String reason) -> unseen(UNREACHED_PAUSE, "was not reached: " + reason);
      case Answer.Silent(String reason) -> unseen(UNREACHED_PAUSE, "did not answer: " + reason);
      case Answer.Http http when http.ok() ->
          found
              .apply(http)
              .orElseGet(
                  () ->
                      unseen(
                          BUSY_PAUSE,
                          "answered %d with what makes no sense".formatted(http.status())));
      case Answer.Http http -> refused.apply(http).orElseGet(() -> unseen(http));
    };
  }

  private ProviderResult.OfPoll unseen(Answer.Http answer) {
    int status = answer.status();
    return switch (status) {
      case 404, 410 ->
          new ProviderResult.Lost(
              "provider `%s` does not know the job any more (status %d)"
                  .formatted(provider, status));
      case 401, 402, 403 ->
          unseen(RATE_PAUSE, "refused the credentials with status %d".formatted(status));
      case 429 -> busy(answer, RATE_PAUSE, "was asked too often");
      default -> busy(answer, BUSY_PAUSE, "answered %d".formatted(status));
    };
  }

  /**
   * What a call that only tries the credentials says about them.
   *
   * @param good statuses besides those of success that only somebody with good credentials gets
   * @return what is wrong, in words; empty if nothing
   */
  public Optional<String> verified(Answer answer, IntPredicate good) {
    return switch (answer) {
      case Answer.NotSent(String reason) ->
          Optional.of(
              "provider `%s` was not reached: %s; check its base URL".formatted(provider, reason));
      case Answer.Silent(String reason) ->
          Optional.of("provider `%s` did not answer: %s".formatted(provider, reason));
      case Answer.Http http when http.ok() || good.test(http.status()) -> Optional.empty();
      case Answer.Http(int status, var _, var _) when status == 401 || status == 403 ->
          Optional.of(
              "provider `%s` refused the credentials with status %d: check its key"
                  .formatted(provider, status));
      case Answer.Http(int status, var _, var _) ->
          Optional.of(
              "provider `%s` answered %d where 200 was expected: check its key, its base URL and its status"
                  .formatted(provider, status));
    };
  }

  /** A submission of which nobody can say whether it became a job. */
  public ProviderResult.Lost lost(String what) {
    return new ProviderResult.Lost("provider `%s` %s; %s".formatted(provider, what, NOT_AGAIN));
  }

  private ProviderResult.Retryable busy(Answer.Http answer, Duration otherwise, String what) {
    return unseen(
        answer.retryAfter(clock).orElse(otherwise),
        "%s (status %d)%s".formatted(what, answer.status(), said(answer)));
  }

  private ProviderResult.Retryable unseen(Duration after, String what) {
    return new ProviderResult.Retryable(after, "provider `%s` %s".formatted(provider, what));
  }

  private ProviderResult.Unusable unusable(String what) {
    return new ProviderResult.Unusable("provider `%s` %s".formatted(provider, what));
  }

  private static String said(Answer.Http answer) {
    return Said.by(answer).map(": "::concat).orElse("");
  }
}
