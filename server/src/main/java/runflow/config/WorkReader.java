package runflow.config;

import java.nio.file.Path;

/** Reads how much work is taken on at a time, and how long it may last. */
final class WorkReader {
  private static final String WIDTH = "a number from 1 to 10000";
  private static final String STREAMS = "a whole number from 1 to 100000";

  private WorkReader() {}

  static Config.Runs runs(RawSettings raw) {
    return new Config.Runs(
        raw.duration("runs.queue_deadline"),
        raw.duration("runs.execution_deadline"),
        raw.duration("runs.events_retention"),
        raw.duration("runs.drain"));
  }

  static Config.Engine engine(RawSettings raw) {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new Config.Engine(
        raw.optional("engine.ffmpeg", "a file", Path::of),
        raw.optional("engine.voice", "a file", Path::of),
        raw.optional("engine.slots", "a number from 1 to 64", Forms.between(1, 64)).orElse(half));
  }

  static Config.Lanes lanes(RawSettings raw, Config.Engine engine) {
    return new Config.Lanes(
        raw.required("lanes.hosted", WIDTH, Forms.between(1, 10_000), 10),
        raw.optional("lanes.sandbox", WIDTH, Forms.between(1, 10_000)).orElse(engine.slots()));
  }

  static Config.Limits limits(RawSettings raw) {
    return new Config.Limits(
        raw.required(
            "limits.creations_per_second",
            "a whole number from 0 to 100000",
            Forms.between(0, 100_000),
            0),
        raw.required(
            "limits.burst", "a whole number from 1 to 1000000", Forms.between(1, 1_000_000), 1));
  }

  static Config.Streams streams(RawSettings raw) {
    return new Config.Streams(
        raw.required("streams.per_key", STREAMS, Forms.between(1, 100_000), 1),
        raw.required("streams.per_node", STREAMS, Forms.between(1, 100_000), 1));
  }
}
