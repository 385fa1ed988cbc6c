package runflow.console;

import java.util.List;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first and the last step of an upload, for a script; between them it sends the bytes to the
 * link that the first has given, as every client of the API does.
 */
final class UploadPages {
  private final Door door;

  UploadPages(Door door) {
    this.door = door;
  }

  List<Route> routes() {
    return List.of(
        door.form("/uploads", this::announce),
        door.form("/uploads/{id}/confirmation", this::confirm));
  }

  private Reply announce(Visit visit) throws Exception {
    ObjectNode file =
        Json.object()
            .put("filename", visit.field("filename").orElse("picture"))
            .put("mime_type", visit.field("mime_type").orElse(""));
    file.put("size_bytes", size(visit));
    JsonNode upload = visit.send("POST", "/v1/asset-uploads", file);
    return Reply.json(
        201,
        Json.object()
            .put("id", upload.path("asset_id").stringValue())
            .put("upload_url", visit.here(upload.path("upload_url").stringValue())));
  }

  private Reply confirm(Visit visit) throws Exception {
    String id = visit.call().part("id");
    JsonNode asset =
        visit.send("POST", "/v1/asset-uploads/" + Targets.part(id) + "/confirmations", null);
    return Reply.json(201, Json.object().put("ref", AssetRef.of(asset.path("id").stringValue())));
  }

  private static long size(Visit visit) {
    try {
      return Long.parseLong(visit.field("size_bytes").orElse(""));
    } catch (NumberFormatException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "`size_bytes` must be the number of bytes of the file");
    }
  }
}
