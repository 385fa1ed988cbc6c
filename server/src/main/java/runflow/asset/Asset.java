package runflow.asset;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import runflow.id.AssetId;
import runflow.id.FolderId;

/**
 * A picture or video that an organisation keeps here.
 *
 * @param name of the file it came as
 */
public record Asset(
    AssetId id,
    AssetOwner owner,
    Optional<FolderId> folder,
    String name,
    MediaType type,
    StoredObject object,
    Origin origin,
    Instant createdAt,
    Instant updatedAt) {

  /** How it came here. */
  public enum Source {
    /** In three steps. */
    UPLOAD,
    /** As a {@code data:} URI in the input of a run. */
    RUN_INPUT
  }

  /**
   * Where an asset comes from.
   *
   * @param run that brought it; empty for an upload
   * @param key that it came with; empty for the first ones, of which that was not kept
   */
  public record Origin(Source source, Optional<UUID> run, Optional<UUID> key) {}
}
