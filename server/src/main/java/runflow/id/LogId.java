package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a line in the log of a run: a UUIDv7, so ids sort by creation time. */
public record LogId(UUID value) {
  public static LogId create() {
    return new LogId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<LogId> parse(String text) {
    return Uuids.parse(text).map(LogId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
