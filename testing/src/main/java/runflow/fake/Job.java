package runflow.fake;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A job that a fake made. Its state is changed by {@link Jobs} alone, under its lock. */
final class Job {
  /** How far a poll finds it. */
  enum Progress {
    QUEUED,
    RUNNING,
    DONE,
    CANCELLED,
    UNKNOWN
  }

  final String id;
  final String model;
  final JsonNode request;
  final boolean sound;
  final Instant created;
  final Optional<String> webhook;
  int polls;
  volatile boolean done;
  volatile boolean cancelled;
  volatile boolean moderated;
  volatile boolean expired;

  Job(String id, Order order, Instant created) {
    this.id = id;
    this.model = order.model;
    this.request = order.request;
    this.sound = order.sound;
    this.webhook = order.webhook;
    this.created = created;
  }

  boolean isOver() {
    return done || cancelled;
  }

  /** What a submit asked for. */
  record Order(String model, JsonNode request, boolean sound, Optional<String> webhook) {
    Order(String model, JsonNode request, boolean sound) {
      this(model, request, sound, Optional.empty());
    }
  }
}
