package runflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.config.Config;
import runflow.config.ProviderConfig;
import runflow.provider.Provider;
import runflow.provider.Rewriter;
import runflow.provider.declared.Declaration;
import runflow.provider.declared.Declarations;
import runflow.provider.declared.DeclaredProvider;
import runflow.provider.google.GeminiProvider;
import runflow.provider.google.InteractionsProvider;
import runflow.provider.google.VertexProvider;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Scratch;
import runflow.provider.http.Times;
import runflow.provider.rewriter.PromptRewriter;
import runflow.provider.videos.VideosProvider;

/** The real providers that an operator has configured, and what rewrites their blocked prompts. */
public final class LiveProviders implements AutoCloseable {
  private final ProviderConfig config;
  private final ProviderClient.Limits limits;
  private final Duration selfHosted;
  private final InstantSource clock;
  private final Map<String, Provider> byName = new LinkedHashMap<>();
  private final List<Runnable> closers = new ArrayList<>();
  private final Optional<PromptRewriter> rewriter;

  private LiveProviders(Config config, Scratch scratch, Times times, InstantSource clock) {
    this.config = config.providers();
    this.limits =
        new ProviderClient.Limits(this.config.largestFile(), times, "Runflow/" + App.VERSION);
    this.selfHosted = config.runs().executionDeadline();
    this.clock = clock;
    this.rewriter = this.config.rewriter().map(settings -> new PromptRewriter(settings, limits));
    google(scratch);
    videos();
    declared();
  }

  /**
   * Opens what is configured; nothing is called yet.
   *
   * @param data folder of the server, in which providers have a folder for unfinished files
   * @throws RuntimeException with all that is wrong with the operator's provider files
   */
  public static LiveProviders open(Config config, Path data, InstantSource clock)
      throws IOException {
    return open(config, data, Times.USUAL, clock);
  }

  /** The same with other bounds of time. */
  static LiveProviders open(Config config, Path data, Times times, InstantSource clock)
      throws IOException {
    Path folder = data.resolve("scratch").resolve("providers");
    return new LiveProviders(
        config, Scratch.emptied(folder, config.providers().largestFile()), times, clock);
  }

  /** The configured ones, by the name that routes use. */
  public Map<String, Provider> byName() {
    return Map.copyOf(byName);
  }

  /** What rewrites blocked prompts, if that is configured. */
  Optional<Rewriter> rewriter() {
    return rewriter.map(one -> one::rewrite);
  }

  private void google(Scratch scratch) {
    Duration pace = config.pollAfter().orElse(Duration.ofSeconds(10));
    if (config.vertex().project().isPresent()) {
      var vertex = new VertexProvider(config.vertex(), limits, pace, scratch, clock);
      add(vertex, vertex::close);
    }
    ProviderConfig.Gemini gemini = config.gemini();
    if (gemini.baseUrl().isPresent()) {
      var relay = new GeminiProvider(gemini, limits, pace, scratch, clock);
      add(relay, relay::close);
    }
    if (gemini.baseUrl().isPresent() || gemini.key().isPresent()) {
      var omni = new InteractionsProvider(gemini, limits, pace, scratch, clock);
      add(omni, omni::close);
    }
  }

  private void videos() {
    Duration pace = config.pollAfter().orElse(Duration.ofSeconds(5));
    config
        .videos()
        .forEach(
            (name, account) -> {
              var times = new VideosProvider.Pace(selfHosted, pace);
              var server = new VideosProvider(name, account, times, limits, clock);
              add(server, server::close);
            });
  }

  private void declared() {
    Map<String, Declaration> files = Declarations.load(config.directory());
    config
        .declared()
        .forEach(
            (name, account) -> {
              if (account.key().isEmpty()) {
                return;
              }
              Declaration file = files.get(name);
              if (file == null) {
                throw new IllegalArgumentException(
                    "`providers.http.%s` has a key, but no file of `providers.directory` describes `%s`; known are %s"
                        .formatted(name, name, files.keySet()));
              }
              Declaration paced = config.pollAfter().map(file::every).orElse(file);
              var provider = new DeclaredProvider(paced, account, limits, clock);
              add(provider, provider::close);
            });
  }

  private void add(Provider provider, Runnable close) {
    byName.put(provider.name(), provider);
    closers.add(close);
  }

  @Override
  public void close() {
    closers.forEach(Runnable::run);
    rewriter.ifPresent(PromptRewriter::close);
  }
}
