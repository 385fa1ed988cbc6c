package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of an API key: a UUIDv7, so ids sort by creation time. */
public record KeyId(UUID value) {
  public static KeyId create() {
    return new KeyId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<KeyId> parse(String text) {
    return Uuids.parse(text).map(KeyId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
