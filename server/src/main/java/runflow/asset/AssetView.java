package runflow.asset;

import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.list.Projection;
import tools.jackson.databind.node.ObjectNode;

/** The asset object of the API: every field always present, its link freshly signed. */
final class AssetView {
  static final Projection PROJECTION =
      Projection.of(
          "id",
          "org_id",
          "folder_id",
          "name",
          "r2_key",
          "url",
          "thumbnail_url",
          "mime_type",
          "size_bytes",
          "asset_type",
          "source_type",
          "source_id",
          "created_by",
          "created_at",
          "updated_at",
          "deleted_at",
          "deleted_by",
          "created_by_user");

  private final SignedLinks links;

  AssetView(SignedLinks links) {
    this.links = links;
  }

  ObjectNode of(Asset asset) {
    Asset.Origin origin = asset.origin();
    return Json.object()
        .put("id", asset.id().toString())
        .put("org_id", asset.owner().org().toString())
        .put("folder_id", asset.folder().map(Object::toString).orElse(null))
        .put("name", asset.name())
        .put("r2_key", Storage.key(asset.object().sha256()))
        .put("url", links.to(asset.object().sha256(), asset.type().extension()))
        .putNull("thumbnail_url")
        .put("mime_type", asset.type().mimeType())
        .put("size_bytes", asset.object().sizeBytes())
        .put("asset_type", asset.type().kind())
        .put("source_type", AssetStore.code(origin.source()))
        .put("source_id", origin.run().map(Object::toString).orElse(null))
        .put("created_by", origin.key().map(Object::toString).orElse(null))
        .put("created_at", Timestamp.text(asset.createdAt()))
        .put("updated_at", Timestamp.text(asset.updatedAt()))
        .putNull("deleted_at")
        .putNull("deleted_by")
        .putNull("created_by_user");
  }
}
