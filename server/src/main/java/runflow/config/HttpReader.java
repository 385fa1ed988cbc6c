package runflow.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads where requests are taken, from whose pages, and who may see the numbers. */
final class HttpReader {
  private static final String PORT = "a port from 0 to 65535";

  private HttpReader() {}

  static Config.Http read(RawSettings raw) {
    String host = raw.required("http.host", "a host name or address", text -> text, "127.0.0.1");
    return new Config.Http(
        host,
        raw.required("http.port", PORT, Forms.between(0, 65_535), 0),
        raw.optional(
            "http.public_url",
            "an http or https URL of scheme, host and port only",
            Forms::publicUrl),
        raw.flag("http.dev").orElseGet(() -> isLoopback(host)),
        tls(raw),
        raw.optional(
                "http.cors.origins",
                "exact origins such as https://app.example.com, without a path (`*` is refused:"
                    + " any page could use what key or token it got hold of)",
                Origins::parse)
            .orElse(Set.of()));
  }

  private static Optional<Config.Tls> tls(RawSettings raw) {
    Optional<Path> cert = raw.optional("http.tls.cert", "a file", Forms::file);
    Optional<Path> key = raw.optional("http.tls.key", "a file", Forms::file);
    int port = raw.required("http.tls.port", PORT, Forms.between(0, 65_535), 0);
    if (raw.text("http.tls.cert").value().isEmpty() != raw.text("http.tls.key").value().isEmpty()) {
      raw.problem("`http.tls.cert` and `http.tls.key` belong together; set both or none");
    }
    return cert.isPresent() && key.isPresent()
        ? Optional.of(new Config.Tls(cert.get(), key.get(), port))
        : Optional.empty();
  }

  static Config.Metrics metrics(RawSettings raw, Config.Http http) {
    return new Config.Metrics(
        raw.flag("metrics.open")
            .orElseGet(() -> isLoopback(http.host()) && http.publicUrl().isEmpty()));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
