package runflow.config;

import java.net.URI;
import java.util.Optional;

/**
 * A bucket of Amazon S3 or of anything that speaks its protocol.
 *
 * @param endpoint where requests go; absent means Amazon's own for the region
 * @param publicEndpoint where signed links lead, if callers reach the bucket under another address
 * @param pathStyle whether the bucket is named in the path and not in the host
 * @param prefix what every key starts with; empty or ending with a slash
 * @param keys absent means what the machine offers, as Amazon's own tools look for it
 */
public record S3Config(
    String bucket,
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    String region,
    boolean pathStyle,
    String prefix,
    Optional<Keys> keys) {

  /**
   * Where presigned links lead to, as a Content-Security-Policy names it: the endpoint, or a host
   * below it that is named after the bucket.
   */
  public String linkHosts() {
    return publicEndpoint
        .or(() -> endpoint)
        .map(URI::toString)
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .map(url -> url + " " + url.replaceFirst("//", "//*."))
        .orElse("https://*.amazonaws.com");
  }

  /** Shows no secret. */
  public record Keys(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return "Keys[masked]";
    }
  }
}
