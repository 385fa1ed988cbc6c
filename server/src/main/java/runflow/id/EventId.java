package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** The id of an event of a run: a UUIDv7, so ids sort by creation time. */
public record EventId(UUID value) {
  public static EventId create() {
    return new EventId(UuidCreator.getTimeOrderedEpochFast());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
