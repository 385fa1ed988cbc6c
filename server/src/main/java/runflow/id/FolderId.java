package runflow.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** The id of a folder of assets: a UUIDv7, so ids sort by creation time. */
public record FolderId(UUID value) {
  public static FolderId create() {
    return new FolderId(UuidCreator.getTimeOrderedEpochFast());
  }

  /** Reads the canonical text form; empty if it is not a UUID. */
  public static Optional<FolderId> parse(String text) {
    return Uuids.parse(text).map(FolderId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
