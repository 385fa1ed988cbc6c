package runflow.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.error.Shown;

/**
 * A URL in the parts that a request needs. Read here and not by {@link URI}, which knows no host in
 * {@code http://2130706433/} or {@code http://my_host/}.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a lower-case name, or an address in its usual spelling without brackets
 * @param port -1 for the default of the scheme
 * @param path path and query, never empty
 * @param literal the address, where the host is one
 */
record Destination(String scheme, String host, int port, String path, Optional<IpAddress> literal)
    implements UrlReading {
  private static final int MAX_URL = 2048;
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final String ANY_SERVER = "http://a";

  static UrlReading read(String url) {
    if (url.length() > MAX_URL) {
      return new Bad("must be at most " + MAX_URL + " characters, but has " + url.length());
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return new Bad("must be a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      String was = scheme.isEmpty() ? "has no scheme" : "has the scheme `" + scheme + "`";
      return new Bad("must start with https:// or http://, but " + was);
    }
    String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
    if (authority.indexOf('@') >= 0) {
      return new Bad(
          "must not carry a user name or password; put a secret into the query or verify the"
              + " signature instead");
    }
    String path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return withAuthority(scheme, authority, ascii(path + query));
  }

  private static String ascii(String path) {
    return path.chars().allMatch(c -> c < 0x80)
        ? path
        : URI.create(ANY_SERVER + path).toASCIIString().substring(ANY_SERVER.length());
  }

  private static UrlReading withAuthority(String scheme, String authority, String path) {
    int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    if (!port.isEmpty() && !PORT.matcher(port).matches()) {
      return new Bad("must have a port between 1 and 65535, but has `" + port + "`");
    }
    int number = port.isEmpty() ? -1 : Integer.parseInt(port);
    if (number == 0 || number > 65_535) {
      return new Bad("must have a port between 1 and 65535, but has " + number);
    }
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isPresent()) {
      return new Destination(scheme, literal.get().toString(), number, path, literal);
    }
    String name = HostNames.normal(host);
    return HostNames.isName(name)
        ? new Destination(scheme, name, number, path, Optional.empty())
        : new Bad(hostRule(name));
  }

  private static String hostRule(String name) {
    if (name.isEmpty()) {
      return "must name a host, as in https://example.com/";
    }
    if (name.indexOf('%') >= 0 && name.startsWith("[")) {
      return "must not have a zone id in its address";
    }
    return HostNames.endsInNumber(name)
        ? "has a host that ends like an IPv4 address but is none; check its numbers"
        : "must have a host of letters, digits, dots and hyphens (write other scripts in their"
            + " xn-- form), or an address";
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** The port a connection goes to. */
  int effectivePort() {
    return port >= 0 ? port : secure() ? 443 : 80;
  }

  /** For messages: without the query, which may hold a secret, and not longer than a line. */
  String shown() {
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    String place = scheme + "://" + authority() + bare;
    return Shown.of(place, 200);
  }

  /** The whole URL in its usual spelling. */
  URI uri() {
    return URI.create(scheme + "://" + authority() + path);
  }

  private String authority() {
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port < 0 ? bracketed : bracketed + ":" + port;
  }
}
