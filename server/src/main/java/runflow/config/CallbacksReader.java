package runflow.config;

import java.time.Duration;
import java.util.List;

/** Reads how callbacks are sent, and how long and how often webhooks are. */
final class CallbacksReader {
  private static final int MOST_RETRIES = 30;

  private CallbacksReader() {}

  static Config.Callbacks callbacks(RawSettings raw) {
    return new Config.Callbacks(raw.duration("callbacks.timeout"));
  }

  static Config.Webhooks webhooks(RawSettings raw) {
    return new Config.Webhooks(
        raw.required(
            "webhooks.retries",
            "1 to 30 durations such as 5s, 5m, 2h",
            CallbacksReader::pauses,
            List.of(Duration.ofSeconds(1))),
        raw.duration("webhooks.disable_after"),
        raw.duration("webhooks.retention"));
  }

  private static List<Duration> pauses(String text) {
    List<String> parts = Forms.list(text);
    if (parts.isEmpty() || parts.size() > MOST_RETRIES) {
      throw new IllegalArgumentException("none or too many");
    }
    return parts.stream().map(Durations::parse).toList();
  }
}
