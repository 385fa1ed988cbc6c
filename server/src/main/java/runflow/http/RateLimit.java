package runflow.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import runflow.config.Config;
import runflow.id.KeyId;

/**
 * How often a key may use the routes that are limited: a token bucket for each key, on this node
 * only. Safe for use by many threads.
 */
public final class RateLimit {
  /** A key whose bucket is thrown out for room begins with a full one. */
  private static final int MOST_KEYS = 100_000;

  /**
   * What a key may owe: one request takes at most so much beyond what there is, and while something
   * is owed none takes more. A bucket is kept until it would be full, so no debt is forgotten.
   */
  private static final long MOST_OWED = 100;

  private final Config.Limits limits;
  private final ElapsedTime time;
  private final Cache<KeyId, Bucket> buckets;

  private RateLimit(Config.Limits limits, InstantSource clock) {
    this.limits = limits;
    this.time = new ElapsedTime(clock);
    long owed = limits.burst() + MOST_OWED;
    Duration full = Duration.ofSeconds(1 + owed / limits.creationsPerSecond());
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(full)
            .ticker(time::currentTimeNanos)
            .build();
  }

  /** The limit that is configured; empty if it is turned off. */
  public static Optional<RateLimit> of(Config.Limits limits, InstantSource clock) {
    return limits.creationsPerSecond() == 0
        ? Optional.empty()
        : Optional.of(new RateLimit(limits, clock));
  }

  /** Takes one request out of the bucket of a key, if there is one left. */
  Verdict take(KeyId key) {
    ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
    return new Verdict(
        probe.isConsumed(),
        limits,
        Math.max(0, probe.getRemainingTokens()),
        seconds(probe.getNanosToWaitForReset()),
        seconds(probe.getNanosToWaitForRefill()));
  }

  /**
   * Takes more out of the bucket of a key, for a request that was let in; what it does not have is
   * owed, and whoever comes next waits until that is made up for. Requests that were let in
   * together do this one after the other, so that only one of them goes beyond what there is. One
   * that is refused gets back the one that let it in.
   */
  synchronized Verdict takeMore(KeyId key, int more) {
    if (more < 0 || more > MOST_OWED) {
      throw new IllegalArgumentException("one request takes at most 100 more, but this " + more);
    }
    Bucket bucket = bucket(key);
    boolean granted = bucket.getAvailableTokens() >= 0;
    if (!granted) {
      bucket.addTokens(1);
    } else if (more > 0) {
      bucket.consumeIgnoringRateLimits(more);
    }
    return verdict(granted, bucket);
  }

  /** Puts back what {@link #takeMore} took. */
  Verdict giveBack(KeyId key, int more) {
    Bucket bucket = bucket(key);
    if (more > 0) {
      bucket.addTokens(more);
    }
    return verdict(true, bucket);
  }

  private Verdict verdict(boolean granted, Bucket bucket) {
    long left = bucket.getAvailableTokens();
    return new Verdict(
        granted,
        limits,
        Math.max(0, left),
        Math.ceilDiv(limits.burst() - left, limits.creationsPerSecond()),
        Math.ceilDiv(Math.max(0, 1 - left), limits.creationsPerSecond()));
  }

  private Bucket bucket(KeyId key) {
    return buckets.get(key, unknown -> newBucket());
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(limits.burst())
                .refillGreedy(limits.creationsPerSecond(), Duration.ofSeconds(1))
                .build())
        .withCustomTimePrecision(time)
        .build();
  }

  private static long seconds(long nanos) {
    return Math.ceilDiv(nanos, 1_000_000_000L);
  }

  /** A request that is refused because its key has sent too many. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Verdict verdict;

    Exceeded(Verdict verdict) {
      super(verdict.message(), null, false, false);
      this.verdict = verdict;
    }

    Verdict verdict() {
      return verdict;
    }
  }

  /**
   * What the bucket says about one request.
   *
   * @param remaining how many more may come at once
   * @param reset seconds until the bucket is full again
   * @param next seconds until there is room for one; 0 if there was
   */
  record Verdict(boolean granted, Config.Limits limits, long remaining, long reset, long next) {
    /** The seconds that a refused caller must wait. */
    long retryAfter() {
      return Math.max(1, next);
    }

    String message() {
      return "Rate limit exceeded: a key may send %d of these requests a second, and %d at once; wait"
              .formatted(limits.creationsPerSecond(), limits.burst())
          + " %d s, as `Retry-After` says, and send the request again".formatted(retryAfter());
    }
  }
}
