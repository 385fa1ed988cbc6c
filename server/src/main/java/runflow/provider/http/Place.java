package runflow.provider.http;

import java.net.URI;
import java.util.Set;

/**
 * Where a provider is.
 *
 * @param base what every call starts with, without a slash at its end; set by the operator or known
 *     for good, so it may be anywhere
 * @param hosts others that the provider's answers may point at, over https; one that starts with a
 *     dot stands for every host below it
 */
public record Place(URI base, Set<String> hosts) {
  public Place {
    hosts = Set.copyOf(hosts);
  }

  /** Whether a URL is on the base's own scheme, host and port, so that it may see credentials. */
  public boolean own(URI url) {
    return base.getScheme().equalsIgnoreCase(url.getScheme())
        && base.getHost().equalsIgnoreCase(url.getHost())
        && port(base) == port(url)
        && url.getUserInfo() == null;
  }

  /** Whether a URL that an answer named may be called. */
  boolean allows(URI url) {
    if (url.getHost() == null || url.getScheme() == null) {
      return false;
    }
    boolean named =
        hosts.stream()
            .anyMatch(
                host ->
                    host.startsWith(".")
                        ? url.getHost().endsWith(host)
                        : url.getHost().equalsIgnoreCase(host));
    return own(url)
        || (named
            && url.getScheme().equals("https")
            && url.getUserInfo() == null
            && port(url) == 443);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }
}
