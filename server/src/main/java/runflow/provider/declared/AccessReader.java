package runflow.provider.declared;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import runflow.provider.declared.Declaration.Access;

/** Reads how to get to a provider, from the keys at the root of its file. */
final class AccessReader {
  private static final Pattern HOST = Pattern.compile("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  private final Section root;

  AccessReader(Section root) {
    this.root = root;
  }

  Access read() {
    URI base =
        root.parsed(
                "base_url",
                AccessReader::baseUrl,
                "an http(s) URL without a query or a slash at its end")
            .orElseGet(
                () -> {
                  if (!root.has("base_url")) {
                    root.problem(
                        "base_url",
                        "is missing: it must be a URL such as https://api.example.com/v1");
                  }
                  return URI.create("https://localhost");
                });
    Set<String> hosts = new HashSet<>(root.texts("hosts"));
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        root.problem(
            "hosts", Section.mustBe("host names, with a dot in front for all hosts below", host));
      }
    }
    return new Access(base, hosts, new HeadersReader(root, "auth").read());
  }

  static Optional<URI> baseUrl(String text) {
    try {
      URI uri = URI.create(text);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean plain =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
      return http && plain && uri.getHost() != null && !text.endsWith("/")
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
