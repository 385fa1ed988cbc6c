package runflow.http;

import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpFields;
import runflow.id.KeyId;
import runflow.metric.RequestMetrics;

/**
 * What one request takes from the rate limit of its key. Its answer tells in its headers what is
 * left. Used by one thread.
 */
public final class RateCharge {
  private final Optional<Limited> limited;
  private final HttpFields.Mutable headers;
  private final RequestMetrics metrics;

  /**
   * @param limited empty if the request is not limited: then nothing here does anything
   * @param headers of the answer
   */
  RateCharge(Optional<Limited> limited, HttpFields.Mutable headers, RequestMetrics metrics) {
    this.limited = limited;
    this.headers = headers;
    this.metrics = metrics;
  }

  /** A key and its limit. */
  record Limited(RateLimit limit, KeyId key) {}

  /** Takes one for the request itself, or refuses it. */
  void first() {
    change(RateLimit::take);
  }

  /**
   * Takes more for a request that makes more than one thing, before it stores anything. What the
   * bucket does not have is owed; while something is owed nobody is let in.
   *
   * @param more from 0 to 99
   * @throws RateLimit.Exceeded if others have taken more than there was since the request was let
   *     in; what it had taken is given back
   */
  public void more(int more) {
    change((limit, key) -> limit.takeMore(key, more));
  }

  /** Gives back what {@link #more} has taken, because nothing was made. */
  public void giveBack(int more) {
    change((limit, key) -> limit.giveBack(key, more));
  }

  private void change(BiFunction<RateLimit, KeyId, RateLimit.Verdict> change) {
    limited
        .map(known -> change.apply(known.limit(), known.key()))
        .ifPresent(
            verdict -> {
              headers.put("RateLimit-Limit", verdict.limits().burst());
              headers.put("RateLimit-Remaining", verdict.remaining());
              headers.put("RateLimit-Reset", verdict.reset());
              if (!verdict.granted()) {
                metrics.rateLimited();
                throw new RateLimit.Exceeded(verdict);
              }
            });
  }
}
