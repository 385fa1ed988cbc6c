package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a callback delivery: a UUIDv7, so ids sort by creation time. */
public record DeliveryId(UUID value) {
  public static DeliveryId create() {
    return new DeliveryId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<DeliveryId> parse(String text) {
    return Uuids.parse(text).map(DeliveryId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
