package runflow.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads settings in rising precedence: defaults, {@code runflow.yaml} in the data folder, {@code
 * RUNFLOW_*} variables, flags. The only place that looks at the process's environment.
 */
public final class ConfigLoader {
  /** Variables with our prefix that speak to the command line's client and not to the server. */
  private static final Set<String> CLIENT_VARIABLES =
      Set.of("RUNFLOW_API_KEY", "RUNFLOW_BASE_URL", "RUNFLOW_JAVA_OPTIONS");

  private static final BigDecimal MOST_CREDIT = new BigDecimal(1_000_000_000);

  private final Map<String, String> environment;
  private final RawSettings raw = new RawSettings();

  private ConfigLoader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads the configuration of this process.
   *
   * @param flags values by setting key; they win over everything else
   * @throws ConfigException with every unknown key, bad value and contradiction
   */
  public static Config load(Map<String, String> flags) throws ConfigException {
    return load(flags, System.getenv());
  }

  /** As {@link #load(Map)}, with an environment of the caller's. */
  public static Config load(Map<String, String> flags, Map<String, String> environment)
      throws ConfigException {
    return new ConfigLoader(environment).read(flags);
  }

  /**
   * What is in force, one line a setting: key, value (secrets masked) and source.
   *
   * @throws ConfigException as {@link #load(Map)} does
   */
  public static List<String> explain(Map<String, String> flags) throws ConfigException {
    return load(flags).settings().stream()
        .map(
            one ->
                "%-32s %-28s # %s; %s"
                    .formatted(one.key(), one.value(), one.meaning(), one.source()))
        .toList();
  }

  private List<InForce> inForce() {
    return raw.keys().stream()
        .map(
            key -> {
              Setting setting = RawSettings.setting(key);
              RawSettings.Text text = raw.text(key);
              return new InForce(
                  key, setting.shown(text.value()), setting.meaning(), text.source());
            })
        .toList();
  }

  private Config read(Map<String, String> flags) throws ConfigException {
    raw.set("data", DataFolder.byPlatform(environment).toString(), "default");
    applyEnvironment();
    flags.forEach((key, value) -> raw.set(key, value, "flag"));
    Path data = dataFolder().toAbsolutePath().normalize();
    applyFile(data.resolve("runflow.yaml"));
    applyEnvironment();
    flags.forEach((key, value) -> raw.set(key, value, "flag"));

    Config config = build(data);
    if (!raw.problems().isEmpty()) {
      throw new ConfigException(raw.problems().stream().distinct().toList());
    }
    return config;
  }

  /** Everything else depends on it, so a bad one is the only problem that is told. */
  private Path dataFolder() throws ConfigException {
    Path folder = raw.required("data", "a folder", Path::of, Path.of(""));
    if (folder.equals(Path.of(""))) {
      throw new ConfigException(raw.problems());
    }
    return folder;
  }

  private void applyFile(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      flatten("", new YAMLMapper().readTree(Files.readString(file)), file.toString());
    } catch (JacksonException e) {
      // Its message quotes the file, which may hold a secret.
      raw.problem(
          "%s: line %d cannot be read as YAML".formatted(file, e.getLocation().getLineNr()));
    } catch (IOException e) {
      raw.problem("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private void flatten(String prefix, JsonNode node, String source) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  flatten(
                      prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(),
                      entry.getValue(),
                      source));
    } else if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(item.asString()));
      raw.set(prefix, String.join(",", items), source);
    } else if (prefix.equals("data")) {
      raw.problem(source + ": `data` cannot be set in the file that lies in the data folder");
    } else if (!node.isNull() && !node.isMissingNode()) {
      raw.set(prefix, node.asString(), source);
    }
  }

  private void applyEnvironment() {
    // Names that other programs share come first, so that ours win.
    Stream<Map.Entry<String, String>> ordered =
        environment.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().startsWith("RUNFLOW_")));
    ordered.forEach(
        entry -> {
          String name = entry.getKey();
          String value = entry.getValue();
          if (CLIENT_VARIABLES.contains(name)) {
            return;
          }
          Optional<String> key =
              Setting.ALL.stream().flatMap(known -> known.keyOf(name).stream()).findFirst();
          if (key.isPresent()) {
            raw.set(key.get(), value, name);
          } else if (name.startsWith("RUNFLOW_")) {
            raw.problem("environment: unknown variable `" + name + "`");
          }
        });
  }

  private Config build(Path data) {
    String host = raw.required("http.host", "a host name or address", text -> text, "127.0.0.1");
    var http =
        new Config.Http(
            host,
            raw.required("http.port", "a port from 0 to 65535", between(0, 65_535), 0),
            raw.optional(
                "http.public_url",
                "an http or https URL of scheme, host and port only",
                ConfigLoader::publicUrl),
            raw.optional("http.dev", "true or false", ConfigLoader::bool)
                .orElseGet(() -> isLoopback(host)),
            StorageReader.tls(raw),
            raw.optional(
                    "http.cors.origins",
                    "exact origins such as https://app.example.com, without a path (`*` is refused:"
                        + " any page could use what key or token it got hold of)",
                    Origins::parse)
                .orElse(Set.of()));
    var database =
        new Config.Database(
            raw.optional(
                "database.url", "a URL that starts with jdbc:postgresql:", ConfigLoader::jdbc),
            raw.text("database.user").value(),
            raw.text("database.password").value(),
            raw.required("database.connections", "a number from 4 to 500", between(4, 500), 16));
    var runs =
        new Config.Runs(
            duration("runs.queue_deadline"),
            duration("runs.execution_deadline"),
            duration("runs.drain"));
    int defaultSlots = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    var engine =
        new Config.Engine(
            raw.optional("engine.ffmpeg", "a file", Path::of),
            raw.optional("engine.voice", "a file", Path::of),
            raw.optional("engine.slots", "a number from 1 to 64", between(1, 64))
                .orElse(defaultSlots));
    var lanes =
        new Config.Lanes(
            raw.required("lanes.hosted", "a number from 1 to 10000", between(1, 10_000), 10),
            raw.optional("lanes.sandbox", "a number from 1 to 10000", between(1, 10_000))
                .orElse(engine.slots()));
    var limits =
        new Config.Limits(
            raw.required(
                "limits.creations_per_second",
                "a whole number from 0 to 100000",
                between(0, 100_000),
                0),
            raw.required(
                "limits.burst", "a whole number from 1 to 1000000", between(1, 1_000_000), 1));
    Set<Role> roles =
        raw.required(
            "node.roles", "api, worker or both", ConfigLoader::roles, EnumSet.allOf(Role.class));
    requireNeedsOf(roles, http, database);
    return new Config(
        data,
        StorageReader.read(raw, data),
        roles,
        http,
        database,
        raw.optional("secret_key", "base64 of 32 bytes", ServerKey::requireValid),
        new Config.Outbound(list(raw.text("outbound.allow").value())),
        raw.optional("catalog.directory", "an existing folder", ConfigLoader::folder),
        runs,
        lanes,
        new Config.Callbacks(duration("callbacks.timeout")),
        new Config.Webhooks(
            raw.required(
                "webhooks.retries",
                "1 to 30 durations such as 5s, 5m, 2h",
                ConfigLoader::durations,
                List.of(Duration.ofSeconds(1))),
            duration("webhooks.disable_after"),
            duration("webhooks.retention")),
        new Config.Videos(
            raw.optional(
                    "videos.aliases",
                    "names with a model's id each, e.g. sora-2=google/veo3.1/fast",
                    ConfigLoader::aliases)
                .orElse(Map.of())),
        ProvidersReader.read(raw),
        engine,
        limits,
        new Config.Streams(
            raw.required(
                "streams.per_key", "a whole number from 1 to 100000", between(1, 100_000), 1),
            raw.required(
                "streams.per_node", "a whole number from 1 to 100000", between(1, 100_000), 1)),
        new Config.Metrics(
            raw.optional("metrics.open", "true or false", ConfigLoader::bool)
                .orElseGet(() -> isLoopback(host) && http.publicUrl().isEmpty())),
        StorageReader.retention(raw),
        raw.required(
            "credit.test",
            "a number of dollars from 0 to 1000000000 with at most 6 decimals",
            ConfigLoader::credit,
            BigDecimal.ZERO),
        inForce());
  }

  /** A node with one role is one of several, and what it makes must fit theirs. */
  private void requireNeedsOf(Set<Role> roles, Config.Http http, Config.Database database) {
    if (roles.size() < Role.values().length && database.url().isEmpty()) {
      raw.problem(
          "%s: a node with one role works beside others, which the embedded database cannot;"
                  .formatted(raw.text("node.roles").source())
              + " set `database.url`, or leave `node.roles` as it is");
    }
    if (!roles.contains(Role.API) && http.publicUrl().isEmpty()) {
      raw.problem(
          "%s: a node without the role api must be told where the API is, for the links that it"
                  .formatted(raw.text("node.roles").source())
              + " writes into callbacks; set `http.public_url`");
    }
  }

  private static Set<Role> roles(String text) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : list(text)) {
      roles.add(
          switch (name) {
            case "api" -> Role.API;
            case "worker" -> Role.WORKER;
            default -> throw new IllegalArgumentException("no role");
          });
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("no role at all");
    }
    return roles;
  }

  private static Map<String, String> aliases(String text) {
    Map<String, String> aliases = new HashMap<>();
    for (String entry : list(text)) {
      String[] parts = entry.split("=", -1);
      if (parts.length != 2
          || parts[0].isBlank()
          || parts[1].isBlank()
          || aliases.put(parts[0].strip(), parts[1].strip()) != null) {
        throw new IllegalArgumentException("no alias");
      }
    }
    return aliases;
  }

  static Path absolute(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }

  private Duration duration(String key) {
    return raw.required(
        key, "a duration such as 500ms, 10s, 30m or 24h", Durations::parse, Duration.ofSeconds(1));
  }

  private static List<Duration> durations(String text) {
    List<String> parts = list(text);
    if (parts.isEmpty() || parts.size() > 30) {
      throw new IllegalArgumentException("none or too many");
    }
    return parts.stream().map(Durations::parse).toList();
  }

  static Function<String, Integer> between(int least, int most) {
    return text -> {
      int number = Integer.parseInt(text);
      if (number < least || number > most) {
        throw new IllegalArgumentException("out of range");
      }
      return number;
    };
  }

  static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  static URI publicUrl(String text) {
    URI url = URI.create(text.replaceAll("/+$", ""));
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean bare =
        url.getPath().isEmpty()
            && url.getQuery() == null
            && url.getFragment() == null
            && url.getUserInfo() == null;
    if (!web || url.getHost() == null || !bare) {
      throw new IllegalArgumentException("not a base URL");
    }
    return url;
  }

  private static String jdbc(String text) {
    if (!text.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not a PostgreSQL URL");
    }
    return text;
  }

  private static BigDecimal credit(String text) {
    var amount = new BigDecimal(text);
    if (amount.signum() < 0 || amount.scale() > 6 || amount.compareTo(MOST_CREDIT) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return amount;
  }

  static Path folder(String text) {
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("not a folder");
    }
    return folder;
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(item -> !item.isEmpty()).toList();
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
