package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of an asset: a UUIDv7, so ids sort by creation time. */
public record AssetId(UUID value) {
  public static AssetId create() {
    return new AssetId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<AssetId> parse(String text) {
    return Uuids.parse(text).map(AssetId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
