package runflow.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where the client talks to and how patient it is.
 *
 * @param baseUrl http or https, without a query, e.g. {@code http://127.0.0.1:8080}
 * @param key sent as bearer token: {@code rf_test_…}, {@code rf_live_…} or {@code rf_svc_…}
 * @param timeout longest one request may take, its whole answer included
 * @param downloadTimeout longest one download may take
 * @param retries how often a request is repeated after its first attempt, 0 to 10
 */
public record ClientOptions(
    URI baseUrl, String key, Duration timeout, Duration downloadTimeout, int retries) {
  public ClientOptions {
    String scheme = baseUrl.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (!web || baseUrl.getHost() == null || baseUrl.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "`baseUrl` must be an http or https URL without a query, but was " + baseUrl);
    }
    if (!key.matches("[A-Za-z0-9_]{1,255}")) {
      throw new IllegalArgumentException(
          "`key` must be 1 to 255 letters, digits or underscores: copy it again from where it was"
              + " printed");
    }
    requirePositive("timeout", timeout);
    requirePositive("downloadTimeout", downloadTimeout);
    if (retries < 0 || retries > 10) {
      throw new IllegalArgumentException("`retries` must be from 0 to 10, but was " + retries);
    }
    baseUrl = URI.create(baseUrl.toString().replaceAll("/+$", ""));
  }

  /** Patience for a server nearby: 30 seconds a request, 15 minutes a download, 3 retries. */
  public static ClientOptions of(URI baseUrl, String key) {
    return new ClientOptions(baseUrl, key, Duration.ofSeconds(30), Duration.ofMinutes(15), 3);
  }

  /** The same with another bound for one request. */
  public ClientOptions withTimeout(Duration timeout) {
    return new ClientOptions(baseUrl, key, timeout, downloadTimeout, retries);
  }

  /** The same with another number of retries. */
  public ClientOptions withRetries(int retries) {
    return new ClientOptions(baseUrl, key, timeout, downloadTimeout, retries);
  }

  /** Leaves the key out, so that options may be logged. */
  @Override
  public String toString() {
    return "ClientOptions[baseUrl=%s, timeout=%s, retries=%d]".formatted(baseUrl, timeout, retries);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("`" + name + "` must be positive, but was " + value);
    }
  }
}
