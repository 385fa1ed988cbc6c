package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a run: a UUIDv7, so ids sort by creation time. */
public record RunId(UUID value) {
  public static RunId create() {
    return new RunId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<RunId> parse(String text) {
    return Uuids.parse(text).map(RunId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
