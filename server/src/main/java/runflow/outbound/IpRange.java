package runflow.outbound;

import java.util.Optional;

/**
 * A CIDR range.
 *
 * @param base the first address of the range
 * @param bits how many leading bits of the 128 are fixed; an IPv4 prefix of n has 96 + n
 */
record IpRange(IpAddress base, int bits) {
  private static final int V4_OFFSET = 96;

  /** Reads {@code address/prefix}, or a single address; empty if it is neither. */
  static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> base = IpAddress.parse(address);
    if (slash < 0 || base.isEmpty()) {
      return base.map(IpRange::single);
    }
    String prefix = text.substring(slash + 1);
    int offset = base.get().isV4() && address.indexOf(':') < 0 ? V4_OFFSET : 0;
    if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > 128 - offset) {
      return Optional.empty();
    }
    return Optional.of(new IpRange(base.get(), offset + Integer.parseInt(prefix)));
  }

  /** For tables in code. */
  static IpRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  static IpRange single(IpAddress address) {
    return new IpRange(address, 128);
  }

  boolean contains(IpAddress address) {
    return first(address).equals(first(base));
  }

  /** The same range, starting at its own first address. */
  IpRange normal() {
    return new IpRange(first(base), bits);
  }

  private IpAddress first(IpAddress address) {
    long high = bits >= 64 ? -1L : bits == 0 ? 0 : -1L << (64 - bits);
    long low = bits <= 64 ? 0 : bits == 128 ? -1L : -1L << (128 - bits);
    return new IpAddress(address.high() & high, address.low() & low);
  }

  @Override
  public String toString() {
    return bits == 128 ? base.toString() : base + "/" + (base.isV4() ? bits - V4_OFFSET : bits);
  }
}
