package runflow.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address as 128 bits. An IPv4 address is kept in its IPv4-mapped form, so that {@code
 * 10.0.0.1} and {@code ::ffff:10.0.0.1} are equal and no rule can be met by one and missed by the
 * other.
 */
record IpAddress(long high, long low) {
  private static final long MAPPED = 0xffffL;
  private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]+");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");
  private static final int MAX_LITERAL = 64;

  static IpAddress of(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == 4
        ? v4(Integer.toUnsignedLong(buffer.getInt()))
        : new IpAddress(buffer.getLong(), buffer.getLong());
  }

  /** From the 32 bits of an IPv4 address. */
  static IpAddress v4(long bits) {
    return new IpAddress(0, MAPPED << 32 | bits);
  }

  /**
   * Reads an address in any spelling that a resolver would take for one: IPv6 with or without
   * brackets, IPv4 with one to four parts in decimal, octal or hexadecimal, with or without a
   * trailing dot. Zone ids are not read: they name an interface of this machine.
   */
  static Optional<IpAddress> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LITERAL) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      return parseV4(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    return V6.matcher(bare).matches() ? parseV6(bare) : Optional.empty();
  }

  private static Optional<IpAddress> parseV6(String text) {
    try {
      return Optional.of(of(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<IpAddress> parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 0; i < parts.length; i++) {
      int width = i == parts.length - 1 ? 8 * (5 - parts.length) : 8;
      long part = number(parts[i]);
      if (part < 0 || part >> width != 0) {
        return Optional.empty();
      }
      bits = bits << width | part;
    }
    return Optional.of(v4(bits));
  }

  /** The value of one part; -1 if it is not a number that fits 32 bits. */
  private static long number(String part) {
    String text = part.toLowerCase(Locale.ROOT);
    int radix = text.startsWith("0x") ? 16 : text.length() > 1 && text.startsWith("0") ? 8 : 10;
    String digits = radix == 16 ? text.substring(2) : text;
    if (radix == 16 && digits.isEmpty()) {
      return 0;
    }
    if (!(radix == 16 ? HEXADECIMAL : DECIMAL).matcher(digits).matches()) {
      return -1;
    }
    try {
      long value = Long.parseLong(digits, radix);
      return value >> 32 == 0 ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  boolean isV4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /** The IPv4 address in 32 of these bits. */
  IpAddress embedded(int firstBit) {
    long half = firstBit < 64 ? high : low;
    return v4(half >>> (32 - firstBit % 64) & 0xffffffffL);
  }

  /** For a connection to {@code host}; the name is kept for TLS and never looked up again. */
  InetAddress inet(String host) {
    ByteBuffer bytes =
        isV4()
            ? ByteBuffer.allocate(4).putInt((int) low)
            : ByteBuffer.allocate(16).putLong(high).putLong(low);
    try {
      return InetAddress.getByAddress(host, bytes.array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }

  /** Dotted for IPv4, else eight groups with the first longest run of zeros shortened. */
  @Override
  public String toString() {
    String plain = inet("").getHostAddress();
    if (isV4()) {
      return plain;
    }
    String longest = "";
    for (Matcher zeros = ZEROS.matcher(plain); zeros.find(); ) {
      longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
    }
    return longest.isEmpty() ? plain : plain.replaceFirst(longest, "::");
  }
}
