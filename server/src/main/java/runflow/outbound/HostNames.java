package runflow.outbound;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be said about a host name without looking it up. */
final class HostNames {
  private static final int MAX_LENGTH = 253;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");
  private static final Pattern NUMERIC_END =
      Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)", Pattern.DOTALL);
  private static final Set<String> LOOPBACK =
      Set.of(
          "localhost",
          "localhost.localdomain",
          "localhost4",
          "localhost4.localdomain4",
          "localhost6",
          "localhost6.localdomain6",
          "ip6-localhost",
          "ip6-loopback",
          "loopback");
  private static final Set<String> METADATA =
      Set.of(
          "metadata",
          "metadata.google.internal",
          "metadata.goog",
          "metadata.azure.internal",
          "metadata.tencentyun.com",
          "metadata.platformequinix.com",
          "instance-data",
          "instance-data.ec2.internal");

  private HostNames() {}

  /** Lower case, without the trailing dot of an absolute name. */
  static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether a normal host is a name: ASCII labels, the last one not a number. */
  static boolean isName(String host) {
    return host.length() <= MAX_LENGTH && NAME.matcher(host).matches() && !endsInNumber(host);
  }

  /** Whether a resolver might take a normal host for an IPv4 address. */
  static boolean endsInNumber(String host) {
    return NUMERIC_END.matcher(host).matches();
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || host.endsWith(".localhost");
  }

  static boolean isMetadata(String host) {
    return METADATA.contains(host);
  }
}
