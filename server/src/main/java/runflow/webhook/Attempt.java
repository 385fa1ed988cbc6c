package runflow.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import runflow.id.DeliveryId;
import runflow.outbound.PostResult;

/**
 * One try of a delivery.
 *
 * @param nextRetryAt when the next one was planned
 */
record Attempt(
    UUID id,
    DeliveryId delivery,
    int number,
    OptionalInt statusCode,
    Optional<String> responseBody,
    Duration took,
    Optional<String> error,
    Optional<Instant> nextRetryAt,
    Instant at) {
  private static final int GONE = 410;

  static Attempt of(Delivery delivery, PostResult result, Optional<Instant> next, Instant at) {
    OptionalInt status =
        switch (result) {
          case PostResult.Answered answered -> OptionalInt.of(answered.status());
          case PostResult.NoAnswer noAnswer -> OptionalInt.empty();
        };
    return new Attempt(
        DeliveryId.create().value(),
        delivery.id(),
        delivery.progress().attempts() + 1,
        status,
        switch (result) {
          // PostgreSQL's text has no U+0000.
          case PostResult.Answered answered ->
              Optional.of(answered.bodyExcerpt().replace('\0', '\uFFFD'));
          case PostResult.NoAnswer noAnswer -> Optional.empty();
        },
        result.took(),
        failure(result).map(Delivery.Failure::detail).filter(detail -> status.isEmpty()),
        next,
        at);
  }

  boolean succeeded() {
    return statusCode.isPresent() && succeeded(statusCode.getAsInt());
  }

  /** Whether the endpoint said that it wants nothing more, ever. */
  boolean gone() {
    return statusCode.equals(OptionalInt.of(GONE));
  }

  static boolean succeeded(PostResult result) {
    return result instanceof PostResult.Answered answered && succeeded(answered.status());
  }

  static boolean gone(PostResult result) {
    return result instanceof PostResult.Answered answered && answered.status() == GONE;
  }

  /** Why a result is no success; empty if it is one. */
  static Optional<Delivery.Failure> failure(PostResult result) {
    return switch (result) {
      case PostResult.Answered answered ->
          succeeded(answered.status())
              ? Optional.empty()
              : Optional.of(
                  new Delivery.Failure(
                      "http_status", "the receiver answered %d".formatted(answered.status())));
      case PostResult.NoAnswer noAnswer ->
          Optional.of(
              new Delivery.Failure(
                  noAnswer.kind().name().toLowerCase(Locale.ROOT), noAnswer.message()));
    };
  }

  private static boolean succeeded(int status) {
    return status >= 200 && status < 300;
  }
}
