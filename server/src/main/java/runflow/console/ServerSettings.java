package runflow.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code GET /v1/admin/settings} tells of a node. */
public record ServerSettings(
    String version,
    String node,
    String publicUrl,
    String dataFolder,
    List<String> roles,
    Database database,
    Storage storage,
    Retention retention,
    Limits limits,
    List<Entry> settings) {
  /**
   * The PostgreSQL that it works on.
   *
   * @param kind {@code embedded} or {@code postgresql}
   * @param connections the most that this node opens
   */
  public record Database(String kind, String place, int connections) {}

  /**
   * Where files lie.
   *
   * @param kind {@code s3} or {@code directory}
   * @param place the bucket or the folder
   */
  public record Storage(String kind, String place) {}

  /** How long files and deliveries are kept, in seconds; empty means for good. */
  public record Retention(
      Optional<Long> assetsSeconds, Optional<Long> outputsSeconds, long webhookDeliveriesSeconds) {}

  /**
   * What this node allows at a time; deadlines are in seconds.
   *
   * @param creationsPerSecond runs of one key; 0 for no limit
   * @param laneHosted running runs of one organisation and model at a hosted provider
   * @param laneSandbox the same in the sandbox
   * @param engineSlots runs that are rendered here
   * @param queueDeadlineSeconds how long a run may wait to be started
   * @param executionDeadlineSeconds how long a started run may take
   */
  public record Limits(
      int creationsPerSecond,
      int burst,
      int laneHosted,
      int laneSandbox,
      int engineSlots,
      int streamsPerKey,
      int streamsPerNode,
      long queueDeadlineSeconds,
      long executionDeadlineSeconds) {}

  /** A setting, masked if it is secret. */
  public record Entry(String key, String value, String meaning, String source) {
    public boolean usual() {
      return source.equals("default");
    }
  }

  /** The settings by the first part of their key, in their order. */
  public Map<String, List<Entry>> groups() {
    return settings.stream()
        .collect(
            Collectors.groupingBy(
                entry ->
                    entry.key().contains(".") ? entry.key().replaceFirst("\\..*", "") : "server",
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** The settings of a provider; two of Google's have one account. */
  List<Entry> of(String provider) {
    String account = provider.equals("interactions") ? "gemini" : provider;
    List<String> starts =
        List.of(
            "providers." + account + ".",
            "providers.videos." + account + ".",
            "providers.http." + account + ".",
            "providers.caps." + account + ".");
    return settings.stream()
        .filter(entry -> starts.stream().anyMatch(entry.key()::startsWith))
        .toList();
  }

  /** A span of time in the largest unit that divides it, e.g. {@code 30 days}. */
  public static String span(long seconds) {
    Duration span = Duration.ofSeconds(seconds);
    if (seconds % 86_400 == 0) {
      return count(span.toDays(), "day");
    }
    if (seconds % 3_600 == 0) {
      return count(span.toHours(), "hour");
    }
    return seconds % 60 == 0 ? count(span.toMinutes(), "minute") : count(seconds, "second");
  }

  /** As {@link #span}; without one, for good. */
  public static String span(Optional<Long> seconds) {
    return seconds.map(ServerSettings::span).orElse("for good");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
