package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a callback secret: a UUIDv7, so ids sort by creation time. */
public record SecretId(UUID value) {
  public static SecretId create() {
    return new SecretId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<SecretId> parse(String text) {
    return Uuids.parse(text).map(SecretId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
