package runflow.provider.google;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Retryable;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.provider.http.Said;

/**
 * The headers that calls to Google Cloud carry. Credentials are read at the first use, and once
 * more after Google refused them; a token is kept while it is good. Safe for use by many threads.
 */
final class AccessTokens {
  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final Optional<Path> file;
  private final Duration time;
  private final HttpTransportFactory transport;
  private volatile @Nullable GoogleCredentials credentials;

  /** What came of asking for a token. */
  sealed interface Token {
    /** Headers to send. */
    record Good(Map<String, String> headers) implements Token {
      @Override
      public String toString() {
        return "Good[********]";
      }
    }

    /**
     * There is none.
     *
     * @param trouble what is wrong and what to do
     * @param passes whether it may be gone in a moment
     */
    record Bad(String trouble, boolean passes) implements Token {}
  }

  /**
   * Tokens of one account.
   *
   * @param file with the key of a service account; absent means what the machine offers
   * @param time for reading the credentials and fetching a token, whatever the library waits for
   */
  AccessTokens(Optional<Path> file, Duration time) {
    this.file = file;
    this.time = time;
    var shared = new NetHttpTransport();
    this.transport = () -> shared;
  }

  /** Reads the credentials anew at the next use: Google does not take what they gave. */
  void forget() {
    credentials = null;
  }

  Token get() throws InterruptedException {
    var task = new FutureTask<Token>(this::fetch);
    Thread thread = Thread.ofVirtual().name("google-token").start(task);
    try {
      return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Token.Bad(
          "Google's token endpoint did not answer within %d s".formatted(time.toSeconds()), true);
    } catch (ExecutionException e) {
      log.warn("Google's credentials cannot be used and its runs will not be sent", e.getCause());
      return new Token.Bad(advice() + "; the log has the reason", false);
    } finally {
      thread.interrupt();
    }
  }

  private Token fetch() {
    GoogleCredentials loaded;
    try {
      loaded = loaded();
    } catch (IOException | IllegalArgumentException e) {
      log.warn(
          "Google's credentials cannot be read and its runs will not be sent: {}",
          Said.shown(e.toString()));
      return new Token.Bad(advice(), false);
    }
    try {
      Map<String, String> headers = new HashMap<>();
      loaded.getRequestMetadata().forEach((name, values) -> headers.put(name, values.getFirst()));
      return new Token.Good(headers);
    } catch (IOException e) {
      forget();
      return refused(e);
    }
  }

  private static Token refused(IOException e) {
    log.warn("Google gave no access token: {}", Said.shown(e.toString()));
    boolean passes = e instanceof Retryable retryable && retryable.isRetryable();
    return passes
        ? new Token.Bad("Google's token endpoint cannot be reached or is unavailable", true)
        : new Token.Bad(
            "Google's token endpoint refused the credentials: check that the service account and"
                + " its key still exist, and this machine's clock",
            false);
  }

  private String advice() {
    return file.map(
            path ->
                ("the credentials file `%s` is missing, unreadable or no key of a service account:"
                        + " make one, and let this server's user read it")
                    .formatted(path))
        .orElse(
            "this machine has no default credentials of Google: name the key file of a service"
                + " account in `providers.vertex.credentials_file`");
  }

  private synchronized GoogleCredentials loaded() throws IOException {
    GoogleCredentials known = credentials;
    if (known == null) {
      known = load().createScoped(SCOPE).createWithCustomRetryStrategy(false);
      credentials = known;
    }
    return known;
  }

  private GoogleCredentials load() throws IOException {
    if (file.isEmpty()) {
      return GoogleCredentials.getApplicationDefault(transport);
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return ServiceAccountCredentials.fromStream(in, transport);
    }
  }
}
