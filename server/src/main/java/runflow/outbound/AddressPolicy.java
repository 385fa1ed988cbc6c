package runflow.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which addresses may be called (contract, section 9). Pure and safe for use by many
 * threads.
 *
 * <p>An address that carries an IPv4 address inside (NAT64, 6to4, Teredo, IPv4-compatible) is
 * refused as such; where the operator allows its range, the address inside must be allowed as well.
 */
final class AddressPolicy {
  private final boolean loopback;
  private final Set<String> names = new HashSet<>();
  private final List<IpRange> ranges = new ArrayList<>();

  AddressPolicy(OutboundRules rules) {
    loopback = rules.allowLoopback();
    for (String entry : rules.allow()) {
      IpRange.parse(entry).ifPresentOrElse(ranges::add, () -> names.add(HostNames.normal(entry)));
    }
  }

  /** What the policy says about a place. */
  sealed interface Verdict {
    /** The place may be called. */
    record Allowed() implements Verdict {}

    /**
     * The place must not be called.
     *
     * @param reason what it is, e.g. {@code 127.0.0.1 is a loopback address}
     * @param remedy what an operator can do about it, e.g. {@code an operator can allow it in
     *     `outbound.allow`}
     */
    record Refused(String reason, String remedy) implements Verdict {
      /** Reason and remedy as one sentence without its full stop. */
      String message() {
        return reason + "; " + remedy;
      }
    }
  }

  /** Judges an address by itself. */
  Verdict check(InetAddress address) {
    return check(IpAddress.of(address));
  }

  /** Judges an address that {@code host} resolved to: a host allowed by name may be anywhere. */
  Verdict check(String host, InetAddress address) {
    IpAddress ip = IpAddress.of(address);
    return names.contains(HostNames.normal(host)) ? unlessMetadata(ip) : check(ip);
  }

  /** Judges a host name without looking it up; a name that says nothing is allowed. */
  Verdict checkName(String host) {
    String name = HostNames.normal(host);
    if (HostNames.isMetadata(name)) {
      return never("`" + name + "` is a cloud metadata host");
    }
    return !HostNames.isLoopback(name) || loopback || names.contains(name)
        ? new Verdict.Allowed()
        : refused("`" + name + "` names this machine itself");
  }

  Verdict check(IpAddress address) {
    AddressKind kind = AddressKind.of(address);
    if (unlessMetadata(address) instanceof Verdict.Refused metadata) {
      return metadata;
    }
    if (!permitted(kind, address)) {
      return refused(address + " is " + kind.words());
    }
    for (IpAddress inner : kind.embedded(address)) {
      if (!permitted(AddressKind.of(inner), inner)) {
        return refused(
            address + " leads to " + inner + ", which is " + AddressKind.of(inner).words());
      }
    }
    return new Verdict.Allowed();
  }

  private boolean permitted(AddressKind kind, IpAddress address) {
    return kind == AddressKind.PUBLIC
        || (kind == AddressKind.LOOPBACK && loopback)
        || ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static Verdict unlessMetadata(IpAddress address) {
    AddressKind kind = AddressKind.of(address);
    if (kind == AddressKind.METADATA) {
      return never(address + " is " + kind.words());
    }
    for (IpAddress inner : kind.embedded(address)) {
      if (AddressKind.of(inner) == AddressKind.METADATA) {
        return never(address + " leads to " + inner + ", which is a cloud metadata address");
      }
    }
    return new Verdict.Allowed();
  }

  private static Verdict refused(String reason) {
    return new Verdict.Refused(
        reason, "an operator can allow it with the setting `" + OutboundRules.SETTING + "`");
  }

  private static Verdict never(String reason) {
    return new Verdict.Refused(reason, "it can never be allowed");
  }
}
