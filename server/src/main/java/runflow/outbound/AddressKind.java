package runflow.outbound;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an address is for, after the IANA special-purpose registries. The first kind whose ranges
 * hold an address is its kind.
 */
enum AddressKind {
  METADATA(
      "a cloud metadata address",
      "169.254.169.254",
      "169.254.170.2",
      "169.254.170.23",
      "169.254.169.253",
      "100.100.100.200",
      "168.63.129.16",
      "192.0.0.192",
      "fd00:ec2::254",
      "fd00:ec2::253",
      "fd00:ec2::23",
      "fd20:ce::254",
      "fe80::a9fe:a9fe"),
  UNSPECIFIED("an unspecified address", "0.0.0.0/8", "::"),
  LOOPBACK("a loopback address", "127.0.0.0/8", "::1"),
  PRIVATE("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
  SHARED("a shared (carrier-grade NAT) address", "100.64.0.0/10"),
  LINK_LOCAL("a link-local address", "169.254.0.0/16", "fe80::/10"),
  UNIQUE_LOCAL("a unique local (private) address", "fc00::/7"),
  SITE_LOCAL("a site-local (private) address", "fec0::/10"),
  DOCUMENTATION(
      "a documentation address",
      "192.0.2.0/24",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "2001:db8::/32",
      "3fff::/20"),
  BENCHMARKING("a benchmarking address", "198.18.0.0/15", "2001:2::/48"),
  MULTICAST("a multicast address", "224.0.0.0/4", "ff00::/8"),
  BROADCAST("a broadcast address", "255.255.255.255"),
  IPV4_COMPATIBLE("an IPv4-compatible IPv6 address", "::/96"),
  NAT64("a NAT64 address", "64:ff9b::/96", "64:ff9b:1::/48"),
  TEREDO("a Teredo address", "2001::/32"),
  SIX_TO_FOUR("a 6to4 address", "2002::/16"),
  RESERVED("a reserved address", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4", "2001::/23"),
  PUBLIC("a public address", "::ffff:0:0/96", "2000::/3"),
  UNASSIGNED("a reserved address", "::/0");

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // filled once, from a stream's unmodifiable list
  private final List<IpRange> ranges;

  AddressKind(String words, String... ranges) {
    this.words = words;
    this.ranges = Stream.of(ranges).map(IpRange::of).toList();
  }

  static AddressKind of(IpAddress address) {
    for (AddressKind kind : values()) {
      if (kind.ranges.stream().anyMatch(range -> range.contains(address))) {
        return kind;
      }
    }
    throw new IllegalStateException("the last kind holds every address");
  }

  /** The kind with its article, e.g. {@code a loopback address}. */
  String words() {
    return words;
  }

  /** The IPv4 addresses that a packet to this address may end at, beside the address itself. */
  List<IpAddress> embedded(IpAddress address) {
    return switch (this) {
      case IPV4_COMPATIBLE, NAT64 -> List.of(address.embedded(96));
      case SIX_TO_FOUR -> List.of(address.embedded(16));
      case TEREDO -> List.of(address.embedded(32), inverted(address.embedded(96)));
      case METADATA,
          UNSPECIFIED,
          LOOPBACK,
          PRIVATE,
          SHARED,
          LINK_LOCAL,
          UNIQUE_LOCAL,
          SITE_LOCAL,
          DOCUMENTATION,
          BENCHMARKING,
          MULTICAST,
          BROADCAST,
          RESERVED,
          PUBLIC,
          UNASSIGNED ->
          List.of();
    };
  }

  private static IpAddress inverted(IpAddress v4) {
    return IpAddress.v4(~v4.low() & 0xffffffffL);
  }
}
