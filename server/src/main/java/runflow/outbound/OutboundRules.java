package runflow.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the operator decided about calls to places that users name.
 *
 * @param allowLoopback whether this machine may be called, for development
 * @param allowHttpImages whether images may come over plain {@code http}; callbacks always may
 * @param allow host names, addresses and CIDR ranges that may be called although they are not
 *     public; cloud metadata addresses stay refused
 */
public record OutboundRules(boolean allowLoopback, boolean allowHttpImages, List<String> allow) {
  /** The setting that holds {@link #allow}, for messages. */
  static final String SETTING = "outbound.allow";

  /**
   * Lower-cases the entries.
   *
   * @throws IllegalArgumentException naming every entry that cannot be used, and why
   */
  public OutboundRules {
    allow = allow.stream().map(entry -> entry.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> problems = problems(allow);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /** Only public addresses, images only over https. */
  public static OutboundRules strict() {
    return new OutboundRules(false, false, List.of());
  }

  /** Every problem of a list of entries, one sentence each; empty if all can be used. */
  public static List<String> problems(List<String> allow) {
    var problems = new ArrayList<String>();
    for (String entry : allow) {
      problem(entry.strip().toLowerCase(Locale.ROOT))
          .ifPresent(rule -> problems.add("`" + SETTING + "` entry `" + entry + "` " + rule));
    }
    return problems;
  }

  private static Optional<String> problem(String entry) {
    Optional<IpRange> range = IpRange.parse(entry);
    if (range.isPresent()) {
      return problem(range.get());
    }
    if (HostNames.isMetadata(entry)) {
      return Optional.of("is a cloud metadata host, which can never be allowed; remove it");
    }
    return HostNames.isName(entry)
        ? Optional.empty()
        : Optional.of(
            "must be a host name (nas.example.org), an address (10.1.2.3) or a CIDR range"
                + " (10.1.0.0/16)");
  }

  private static Optional<String> problem(IpRange range) {
    if (range.bits() == 128 && AddressKind.of(range.base()) == AddressKind.METADATA) {
      return Optional.of("is a cloud metadata address, which can never be allowed; remove it");
    }
    return range.equals(range.normal())
        ? Optional.empty()
        : Optional.of("does not start at its own first address; write " + range.normal());
  }
}
