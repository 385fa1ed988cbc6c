package runflow.outbound;

import java.util.List;
import java.util.Optional;
import runflow.error.FieldError;

/**
 * Judges URLs before anything is looked up: when a run is created and at each hop of a redirect.
 * Pure and safe for use by many threads.
 */
public final class UrlPolicy {
  private final AddressPolicy addresses;
  private final boolean httpImages;

  public UrlPolicy(OutboundRules rules) {
    addresses = new AddressPolicy(rules);
    httpImages = rules.allowHttpImages();
  }

  /** What a URL is for. */
  public enum Use {
    /** Gets a POST when a run ends; {@code http} is accepted. */
    CALLBACK,
    /** Is fetched as an input; {@code http} only where the operator allows it. */
    IMAGE
  }

  /**
   * The problem of a URL, or empty if it may be kept. Names are not resolved: what they lead to is
   * checked when they are called.
   *
   * @param loc path to the field, for the error; its last element is named in the message
   */
  public Optional<FieldError> check(List<String> loc, String url, Use use) {
    return rule(Destination.read(url), use)
        .map(rule -> new FieldError(loc, "`" + loc.getLast() + "` " + rule, "url"));
  }

  /** The broken rule, as the rest of a sentence that starts with the field's name. */
  Optional<String> rule(UrlReading reading, Use use) {
    return switch (reading) {
      case UrlReading.Bad(String rule) -> Optional.of(rule);
      case Destination to when use == Use.IMAGE && !to.secure() && !httpImages ->
          Optional.of("must start with https://, but was " + to.shown());
      case Destination to -> refusal(to);
    };
  }

  private Optional<String> refusal(Destination to) {
    AddressPolicy.Verdict verdict =
        to.literal().map(addresses::check).orElseGet(() -> addresses.checkName(to.host()));
    return switch (verdict) {
      case AddressPolicy.Verdict.Allowed() -> Optional.empty();
      case AddressPolicy.Verdict.Refused refused ->
          Optional.of("must not point at " + to.host() + ": " + refused.message());
    };
  }
}
