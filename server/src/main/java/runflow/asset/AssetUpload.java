package runflow.asset;

import java.time.Instant;
import runflow.id.AssetId;
import runflow.id.KeyId;

/**
 * An upload that was announced.
 *
 * @param id of the asset that it will be
 * @param linkExpires when its link stops taking bytes
 * @param confirmed whether it has become that asset
 */
record AssetUpload(
    AssetId id,
    AssetOwner owner,
    KeyId key,
    String filename,
    MediaType type,
    long sizeBytes,
    Instant createdAt,
    Instant linkExpires,
    boolean confirmed) {}
