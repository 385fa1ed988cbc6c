package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a batch: a UUIDv7, so ids sort by creation time. */
public record BatchId(UUID value) {
  public static BatchId create() {
    return new BatchId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<BatchId> parse(String text) {
    return Uuids.parse(text).map(BatchId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
