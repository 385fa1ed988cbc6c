package runflow.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that an operator can set, checked and immutable. Built by {@link ConfigLoader} only.
 *
 * @param data folder that holds the database, the files and the keys
 * @param storage where the stored files are, which nodes may share
 * @param roles what this node does, at least one
 * @param secretKey base64 of 32 bytes; absent means {@code secret.key} in the data folder
 * @param catalog folder of the operator's own model files
 * @param settings all of them as they were written, for showing
 */
public record Config(
    Path data,
    Storage storage,
    Set<Role> roles,
    Http http,
    Database database,
    Optional<String> secretKey,
    Outbound outbound,
    Optional<Path> catalog,
    Runs runs,
    Lanes lanes,
    Callbacks callbacks,
    Webhooks webhooks,
    Videos videos,
    ProviderConfig providers,
    Engine engine,
    Limits limits,
    Streams streams,
    Metrics metrics,
    Retention retention,
    BigDecimal testCredit,
    List<InForce> settings) {

  public Config {
    settings = List.copyOf(settings);
    roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
  }

  /** Whether this node serves the API. */
  public boolean api() {
    return roles.contains(Role.API);
  }

  /** Whether this node executes runs, renders and delivers. */
  public boolean worker() {
    return roles.contains(Role.WORKER);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "Config[data=" + data + ", http=" + http + ", database=" + database + "]";
  }

  /**
   * The listener.
   *
   * @param port 0 picks a free one
   * @param publicUrl what absolute URLs start with; absent means the listener's own address
   * @param dev whether callbacks and images may come from loopback
   * @param tls absent means that nothing speaks https here
   * @param corsOrigins whose pages may use the API from a browser, as browsers write them
   */
  public record Http(
      String host,
      int port,
      Optional<URI> publicUrl,
      boolean dev,
      Optional<Tls> tls,
      Set<String> corsOrigins) {
    public Http {
      corsOrigins = Set.copyOf(corsOrigins);
    }
  }

  /**
   * A second socket, which speaks https.
   *
   * @param cert PEM file of the certificate and those it is signed with
   * @param key PEM file of its private key, PKCS #8
   * @param port 0 picks a free one
   */
  public record Tls(Path cert, Path key, int port) {}

  /**
   * Where the stored files are.
   *
   * @param directory folder that holds them, unless they are in a bucket
   */
  public record Storage(Path directory, Optional<S3Config> s3) {}

  /**
   * How long files are kept where an organisation has no time of its own; absent means for good.
   *
   * @param assets from upload or the run that brought them
   * @param outputs from the creation of their run
   */
  public record Retention(Optional<Duration> assets, Optional<Duration> outputs) {}

  /**
   * Where the data lives.
   *
   * @param url JDBC URL of a PostgreSQL; absent means the embedded one in the data folder
   * @param connections size of this node's pool
   */
  public record Database(Optional<String> url, String user, String password, int connections) {
    @Override
    public String toString() {
      String place = url.map(text -> text.replaceFirst("\\?.*", "")).orElse("embedded");
      return "Database[url=" + place + ", user=" + user + ", connections=" + connections + "]";
    }
  }

  /**
   * Exceptions from the outbound policy.
   *
   * @param allow host names and CIDR ranges that callbacks and images may use although they are
   *     private
   */
  public record Outbound(List<String> allow) {
    public Outbound {
      allow = List.copyOf(allow);
    }
  }

  /**
   * Limits of a run.
   *
   * @param queueDeadline how long a run may wait in {@code queued}
   * @param executionDeadline how long a run may take from its dispatch on, for the sandbox and
   *     self-hosted providers
   * @param eventsRetention how long calls to the provider of an ended run and its earlier attempts
   *     are kept, from its creation on
   * @param drain how long a stopping server waits for the jobs that are running
   */
  public record Runs(
      Duration queueDeadline,
      Duration executionDeadline,
      Duration eventsRetention,
      Duration drain) {}

  /**
   * How many runs of one organisation and model may be at work at a time.
   *
   * @param hosted at each hosted provider
   * @param sandbox on the sandbox
   */
  public record Lanes(int hosted, int sandbox) {}

  /**
   * Callback delivery.
   *
   * @param timeout how long one attempt may take in all, of webhooks too
   */
  public record Callbacks(Duration timeout) {}

  /**
   * The OpenAI-shaped videos.
   *
   * @param aliases a model's id for each other name that requests may call it by
   */
  public record Videos(Map<String, String> aliases) {
    public Videos {
      aliases = Map.copyOf(aliases);
    }
  }

  /**
   * Delivery to organisations' webhooks.
   *
   * @param retries the waits after each failed attempt; there is one attempt more than waits
   * @param disableAfter how long an endpoint may fail without a success before it is disabled
   * @param retention how long deliveries and their attempts are kept
   */
  public record Webhooks(List<Duration> retries, Duration disableAfter, Duration retention) {
    public Webhooks {
      retries = List.copyOf(retries);
    }
  }

  /**
   * The sandbox engine.
   *
   * @param ffmpeg the program to use; absent means the bundled one
   * @param voice the program that says the words a prompt quotes; absent means what is installed
   * @param slots how many runs render at the same time on this node
   */
  public record Engine(Optional<Path> ffmpeg, Optional<Path> voice, int slots) {}

  /**
   * How fast one key may create runs on this node.
   *
   * @param creationsPerSecond in the long run; 0 turns the limit off
   * @param burst most at once, after a pause
   */
  public record Limits(int creationsPerSecond, int burst) {}

  /**
   * How many streams of events may be open at a time.
   *
   * @param perKey of one key on this node
   * @param perNode of all keys
   */
  public record Streams(int perKey, int perNode) {}

  /**
   * What {@code /metrics} tells.
   *
   * @param open whether it is told to anyone; else it takes a service key
   */
  public record Metrics(boolean open) {}
}
