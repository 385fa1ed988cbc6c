package runflow.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is set about real providers; what is wrong with it is noted as problems. */
final class ProvidersReader {
  /** Names that routes know already. */
  private static final Set<String> TAKEN =
      Set.of("sandbox", "vertex", "gemini", "interactions", "fal", "replicate");

  private final RawSettings raw;

  private ProvidersReader(RawSettings raw) {
    this.raw = raw;
  }

  static ProviderConfig read(RawSettings raw) {
    return new ProvidersReader(raw).read();
  }

  private ProviderConfig read() {
    var vertex =
        new ProviderConfig.Vertex(
            text("providers.vertex.project"),
            raw.required("providers.vertex.location", "a location", at -> at, "us-central1"),
            raw.optional("providers.vertex.credentials_file", "a file", Path::of),
            raw.optional(
                "providers.vertex.storage_uri",
                "a folder such as gs://bucket/videos",
                ProvidersReader::bucket),
            url("providers.vertex.base_url"));
    var gemini =
        new ProviderConfig.Gemini(secret("providers.gemini.key"), url("providers.gemini.base_url"));
    int largest =
        raw.required(
            "providers.largest_file_mb", "a number from 1 to 65536", Forms.between(1, 65_536), 1);
    return new ProviderConfig(
        vertex,
        gemini,
        videos(),
        declared(),
        rewriter(),
        raw.optional("providers.directory", "an existing folder", Forms::folder),
        caps(),
        raw.optional("providers.poll_after", "a duration from 10ms to 1h", ProvidersReader::pace),
        (long) largest << 20);
  }

  private Map<String, ProviderConfig.Videos> videos() {
    Map<String, ProviderConfig.Videos> videos = new HashMap<>();
    for (String name : raw.names("providers.videos.")) {
      String key = "providers.videos." + name;
      refuseTaken(key, name);
      Optional<URI> base = url(key + ".base_url");
      if (base.isEmpty()) {
        raw.problem("`%s.base_url` is missing: where is the server?".formatted(key));
        continue;
      }
      videos.put(
          name, new ProviderConfig.Videos(base.get(), secret(key + ".key"), text(key + ".model")));
    }
    return videos;
  }

  private Map<String, ProviderConfig.Declared> declared() {
    Map<String, ProviderConfig.Declared> declared = new HashMap<>();
    declared.put(
        "fal",
        new ProviderConfig.Declared(secret("providers.fal.key"), url("providers.fal.base_url")));
    declared.put(
        "replicate",
        new ProviderConfig.Declared(
            secret("providers.replicate.token"), url("providers.replicate.base_url")));
    for (String name : raw.names("providers.http.")) {
      String key = "providers.http." + name;
      refuseTaken(key, name);
      if (raw.names("providers.videos.").contains(name)) {
        raw.problem(
            "`%s` and `providers.videos.%s` have one name; change one".formatted(key, name));
      }
      declared.put(name, new ProviderConfig.Declared(secret(key + ".key"), url(key + ".base_url")));
    }
    return declared;
  }

  private void refuseTaken(String key, String name) {
    if (TAKEN.contains(name)) {
      raw.problem("`%s`: the name `%s` is taken; choose another".formatted(key, name));
    }
  }

  private Optional<ProviderConfig.Rewriter> rewriter() {
    Optional<URI> base = url("providers.rewriter.base_url");
    Optional<String> model = text("providers.rewriter.model");
    if (base.isPresent() != model.isPresent()) {
      raw.problem(
          "`providers.rewriter` needs both `base_url` and `model`, or neither to leave prompts as"
              + " they are");
      return Optional.empty();
    }
    return base.map(
        at ->
            new ProviderConfig.Rewriter(at, secret("providers.rewriter.key"), model.orElseThrow()));
  }

  private Map<String, ProviderConfig.Caps> caps() {
    Map<String, ProviderConfig.Caps> caps = new HashMap<>();
    Set<String> known = new TreeSet<>(TAKEN);
    known.remove("sandbox");
    known.addAll(raw.names("providers.videos."));
    known.addAll(raw.names("providers.http."));
    for (String name : raw.names("providers.caps.")) {
      if (!known.contains(name)) {
        raw.problem("`providers.caps.%s` bounds no provider; known are %s".formatted(name, known));
      }
      caps.put(
          name,
          new ProviderConfig.Caps(
              cap("providers.caps." + name + ".running"),
              cap("providers.caps." + name + ".per_minute")));
    }
    return caps;
  }

  private int cap(String key) {
    return raw.required(key, "a number from 0 to 100000", Forms.between(0, 100_000), 0);
  }

  private Optional<String> text(String key) {
    return raw.optional(key, "a text", text -> text);
  }

  private Optional<ProviderConfig.Secret> secret(String key) {
    return raw.optional(key, "one line of visible characters", ProvidersReader::visible);
  }

  private Optional<URI> url(String key) {
    return raw.optional(
        key, "an http or https URL without user, query and fragment", Forms::baseUrl);
  }

  private static Duration pace(String text) {
    Duration pace = Durations.parse(text);
    if (pace.toMillis() < 10 || pace.toHours() > 1) {
      throw new IllegalArgumentException("out of range");
    }
    return pace;
  }

  /** A header must be able to carry it. */
  private static ProviderConfig.Secret visible(String text) {
    if (!text.matches("[!-~]{1,4096}")) {
      throw new IllegalArgumentException("not visible");
    }
    return new ProviderConfig.Secret(text);
  }

  private static URI bucket(String text) {
    URI folder = URI.create(text.replaceAll("/+$", ""));
    if (!"gs".equals(folder.getScheme()) || folder.getAuthority() == null) {
      throw new IllegalArgumentException("not a bucket");
    }
    return folder;
  }
}
