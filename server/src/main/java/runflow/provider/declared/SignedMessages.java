package runflow.provider.declared;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import runflow.provider.WebhookMessage;
import runflow.provider.http.Answer;

/**
 * Tells a provider's own messages from others, by keys that the provider publishes. Keys are kept
 * for at most a day; a message that they do not fit has them read again, but never more often than
 * once a minute, so that strangers cannot make us call the provider.
 */
final class SignedMessages {
  static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Declaration.Signature signature;
  private final Wire wire;
  private final InstantSource clock;
  private final AtomicReference<Keys> keys =
      new AtomicReference<>(new Keys(List.of(), Instant.EPOCH, Instant.EPOCH));

  /**
   * What verifies.
   *
   * @param keys raw bytes, one entry for each key
   * @param read when they were
   * @param asked when they were last asked for
   */
  private record Keys(List<byte[]> keys, Instant read, Instant asked) {}

  SignedMessages(Declaration.Signature signature, Wire wire, InstantSource clock) {
    this.signature = signature;
    this.wire = wire;
    this.clock = clock;
  }

  boolean sent(WebhookMessage message) throws InterruptedException {
    Optional<Signed> claim =
        switch (signature) {
          case Declaration.Signature.Ed25519Jwks ed25519 ->
              Ed25519Messages.read(message, ed25519.headers());
          case Declaration.Signature.StandardWebhooks standard -> StandardMessages.read(message);
        };
    if (claim.isEmpty() || !timely(claim.get().at())) {
      return false;
    }
    Instant now = clock.instant();
    Keys known = keys.get();
    boolean fresh = known.read().plus(KEPT).isAfter(now);
    if (fresh && fits(claim.get(), known)) {
      return true;
    }
    return read(known, now) && fits(claim.get(), keys.get());
  }

  private boolean timely(Instant at) {
    return Duration.between(at, clock.instant()).abs().compareTo(WINDOW) <= 0;
  }

  private static boolean fits(Signed claim, Keys known) {
    return known.keys().stream().anyMatch(claim::by);
  }

  /** Reads the keys again, unless somebody has just done so; whether it worked. */
  private boolean read(Keys known, Instant now) throws InterruptedException {
    var asking = new Keys(known.keys(), known.read(), now);
    if (known.asked().plus(PAUSE).isAfter(now) || !keys.compareAndSet(known, asking)) {
      return false;
    }
    Answer answer = wire.send(wire.keys(signature.keys()), call -> {});
    if (!(answer instanceof Answer.Http http) || !http.ok()) {
      return false;
    }
    List<byte[]> found =
        http.json()
            .map(
                json ->
                    switch (signature) {
                      case Declaration.Signature.Ed25519Jwks ed25519 -> Ed25519Messages.keys(json);
                      case Declaration.Signature.StandardWebhooks standard ->
                          StandardMessages.keys(json, standard.secret());
                    })
            .orElse(List.of());
    if (!found.isEmpty()) {
      keys.set(new Keys(found, now, now));
    }
    return !found.isEmpty();
  }
}
