package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of an organisation: a UUIDv7, so ids sort by creation time. */
public record OrgId(UUID value) {
  public static OrgId create() {
    return new OrgId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<OrgId> parse(String text) {
    return Uuids.parse(text).map(OrgId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
