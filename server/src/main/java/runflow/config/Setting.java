package runflow.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One key that an operator can set.
 *
 * @param key dotted name in {@code runflow.yaml}; {@code *} in it stands for a name of the
 *     operator's choice
 * @param fallback text of the default; empty when there is none
 * @param meaning one line for {@code runflow config} and the reference
 * @param shortName environment variable kept beside the derived one; empty when there is none
 * @param secret whether the value is masked wherever it is shown
 */
public record Setting(
    String key, String fallback, String meaning, Optional<String> shortName, boolean secret) {

  private static final String MASK = "********";

  /** What an operator may call something. */
  private static final String NAME = "[a-z][a-z0-9_-]{0,31}";

  /** Every setting there is, in the order in which they are shown. */
  public static final List<Setting> ALL =
      List.of(
          plain("data", "", "folder of database, files and keys").or("RUNFLOW_DATA"),
          plain("node.roles", "api,worker", "what this node does: api, worker or both"),
          plain("http.host", "127.0.0.1", "address to listen on").or("RUNFLOW_HOST"),
          plain("http.port", "8080", "port to listen on; 0 picks a free one").or("RUNFLOW_PORT"),
          plain("http.public_url", "", "what absolute URLs in answers start with"),
          plain(
              "http.dev",
              "",
              "true lets callbacks and images use loopback; default: whether http.host is loopback"),
          plain("http.tls.cert", "", "PEM file of a certificate; with it https is spoken, too"),
          plain("http.tls.key", "", "PEM file of the certificate's private key"),
          plain("http.tls.port", "8443", "port for https; 0 picks a free one"),
          plain("http.cors.origins", "", "origins whose pages may use the API from a browser"),
          plain("database.url", "", "JDBC URL of a PostgreSQL; empty starts the embedded one"),
          plain("database.user", "runflow", "user at database.url"),
          plain("database.password", "", "password at database.url").masked(),
          plain("database.connections", "16", "connections in this node's pool"),
          plain("storage.directory", "", "folder of stored files; empty uses the data folder"),
          plain("storage.s3.bucket", "", "bucket of stored files, instead of a folder"),
          plain("storage.s3.endpoint", "", "URL of a server that speaks S3; empty means Amazon's"),
          plain(
              "storage.s3.public_endpoint",
              "",
              "its URL as callers reach it, if that is another one"),
          plain("storage.s3.region", "us-east-1", "region of the bucket"),
          plain(
              "storage.s3.path_style",
              "",
              "true names the bucket in the path; default: whether storage.s3.endpoint is set"),
          plain("storage.s3.prefix", "", "what every key in the bucket starts with, e.g. runflow/"),
          plain(
                  "storage.s3.access_key",
                  "",
                  "key id for the bucket; empty uses what Amazon's own tools would")
              .masked(),
          plain("storage.s3.secret_key", "", "its secret").masked(),
          plain("secret_key", "", "base64 of 32 bytes; empty uses secret.key in the data folder")
              .masked(),
          plain("outbound.allow", "", "private host names and CIDR ranges that may be called"),
          plain("catalog.directory", "", "folder of your own model files"),
          plain("runs.queue_deadline", "24h", "longest wait in queued"),
          plain("runs.execution_deadline", "30m", "longest execution on the sandbox"),
          plain(
              "runs.events_retention",
              "2160h",
              "how long calls to providers and earlier attempts are kept"),
          plain("runs.drain", "20s", "time that running jobs get when the server stops"),
          plain("lanes.hosted", "10", "runs of one organisation and model at a hosted provider"),
          plain(
              "lanes.sandbox",
              "",
              "runs of one organisation and model in the sandbox; default: engine.slots"),
          plain("callbacks.timeout", "10s", "longest attempt of a callback or webhook"),
          plain(
              "webhooks.retries",
              "5s, 5m, 30m, 2h, 5h, 10h, 10h, 12h, 24h",
              "waits between the attempts of a webhook delivery, each up to a tenth longer"),
          plain(
              "webhooks.disable_after",
              "120h",
              "a webhook that only fails for so long is disabled"),
          plain("webhooks.retention", "720h", "how long webhook deliveries are kept"),
          plain(
              "videos.aliases",
              "",
              "other names of models at /v1/videos, e.g. sora-2=google/veo3.1/fast"),
          plain("engine.ffmpeg", "", "ffmpeg program; empty uses the bundled one"),
          plain(
              "engine.voice",
              "",
              "program that says quoted words, called like espeak-ng; empty uses what is installed"),
          plain("engine.slots", "", "runs rendered at a time; default: one per two cores"),
          plain(
              "limits.creations_per_second",
              "50",
              "runs that one key may create a second on this node; 0 turns the limit off"),
          plain("limits.burst", "200", "runs that one key may create at once, after a pause"),
          plain("streams.per_key", "100", "event streams of one key that are open on this node"),
          plain("streams.per_node", "1000", "event streams that are open on this node in all"),
          plain(
              "metrics.open",
              "",
              "true shows /metrics without a key; default: whether http.host is loopback and"
                  + " http.public_url is empty"),
          plain("providers.vertex.project", "", "Google Cloud project that pays for Vertex AI"),
          plain("providers.vertex.location", "us-central1", "where Vertex AI runs the models"),
          plain(
                  "providers.vertex.credentials_file",
                  "",
                  "key file of a service account; empty uses what the machine offers")
              .or("GOOGLE_APPLICATION_CREDENTIALS"),
          plain(
              "providers.vertex.storage_uri",
              "",
              "gs:// folder for results; empty has them sent inline"),
          plain("providers.vertex.base_url", "", "a relay instead of Vertex AI itself"),
          plain("providers.gemini.key", "", "key of the Gemini API").masked().or("GEMINI_API_KEY"),
          plain(
              "providers.gemini.base_url",
              "",
              "a relay with its version path; only a relay serves Veo by key"),
          plain("providers.fal.key", "", "key of fal").masked().or("FAL_KEY"),
          plain("providers.fal.base_url", "", "a relay instead of fal's queue"),
          plain("providers.replicate.token", "", "token of Replicate")
              .masked()
              .or("REPLICATE_API_TOKEN"),
          plain("providers.replicate.base_url", "", "a relay instead of Replicate, with /v1"),
          plain("providers.videos.*.base_url", "", "a server that speaks /v1/videos, with /v1"),
          plain("providers.videos.*.key", "", "its key, if it wants one").masked(),
          plain("providers.videos.*.model", "", "the one model it serves; empty sends the route's"),
          plain("providers.directory", "", "folder of YAML files that describe more providers"),
          plain("providers.http.*.key", "", "key of a provider that such a file describes")
              .masked(),
          plain("providers.http.*.base_url", "", "instead of the base URL in its file"),
          plain("providers.rewriter.base_url", "", "chat completions that rewrite blocked prompts"),
          plain("providers.rewriter.key", "", "their key, if they want one").masked(),
          plain("providers.rewriter.model", "", "the text model that rewrites"),
          plain("providers.caps.*.running", "0", "jobs that a provider may have at a time; 0: any"),
          plain(
              "providers.caps.*.per_minute", "0", "jobs that a provider may get a minute; 0: any"),
          plain(
              "providers.poll_after", "", "time between two looks at a job; empty: as usual there"),
          plain(
              "providers.largest_file_mb", "1024", "largest file that a provider may send, in MB"),
          plain(
              "retention.assets",
              "",
              "how long assets are kept, e.g. 30d; empty keeps them for good"),
          plain(
              "retention.outputs",
              "",
              "how long files of finished runs are kept, e.g. 30d; empty keeps them for good"),
          plain("credit.test", "10000.00", "play money of a new organisation, in dollars"));

  private static Setting plain(String key, String fallback, String meaning) {
    return new Setting(key, fallback, meaning, Optional.empty(), false);
  }

  private Setting or(String environmentName) {
    return new Setting(key, fallback, meaning, Optional.of(environmentName), secret);
  }

  private Setting masked() {
    return new Setting(key, fallback, meaning, shortName, true);
  }

  /** Whether the key holds a name of the operator's choice. */
  boolean named() {
    return key.contains("*");
  }

  /** Whether a key is this one, or this one with a name in it. */
  boolean matches(String other) {
    return named() ? other.matches(pattern(key, NAME)) : key.equals(other);
  }

  /** The name of the operator's choice in a key; empty for most keys. */
  static Optional<String> nameIn(String key) {
    return ALL.stream()
        .filter(setting -> setting.named() && setting.matches(key))
        .findFirst()
        .map(
            setting -> {
              int star = setting.key.indexOf('*');
              return key.substring(star, key.length() - (setting.key.length() - star - 1));
            });
  }

  /** The key that an environment variable sets, e.g. with the name in it. */
  Optional<String> keyOf(String variable) {
    if (!named()) {
      return variable.equals(environmentName()) || shortName.equals(Optional.of(variable))
          ? Optional.of(key)
          : Optional.empty();
    }
    int star = environmentName().indexOf('*');
    String before = environmentName().substring(0, star);
    String after = environmentName().substring(star + 1);
    if (!variable.startsWith(before)
        || !variable.endsWith(after)
        || variable.length() <= before.length() + after.length()) {
      return Optional.empty();
    }
    String name = variable.substring(before.length(), variable.length() - after.length());
    return Optional.of(key.replace("*", name.toLowerCase(Locale.ROOT)));
  }

  private static String pattern(String key, String name) {
    return key.replace(".", "\\.").replace("*", name);
  }

  /** A value as it may be shown: no secret, and no password inside a URL. */
  String shown(String value) {
    return secret && !value.isEmpty()
        ? MASK
        : value
            .replaceAll("(?i)(password=)[^&\\s]*", "$1" + MASK)
            .replaceAll("://[^/@\\s]*@", "://" + MASK + "@");
  }

  /** Environment variable derived from the key, e.g. {@code RUNFLOW_HTTP_PORT}. */
  public String environmentName() {
    return "RUNFLOW_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
