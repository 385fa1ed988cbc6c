package runflow.asset;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.AssetId;
import runflow.json.Json;
import runflow.list.ListRequest;
import runflow.list.Page;
import tools.jackson.databind.node.ObjectNode;

/** What an account keeps: list, read, delete, and which types there can be. */
public final class AssetRoutes {
  private final Db db;
  private final Assets assets;
  private final AssetStore store;
  private final Retention retention;
  private final AssetView view;
  private final InstantSource clock;

  public AssetRoutes(
      Db db, Assets assets, Retention retention, SignedLinks links, InstantSource clock) {
    this.db = db;
    this.assets = assets;
    this.store = new AssetStore(db);
    this.retention = retention;
    this.view = new AssetView(links);
    this.clock = clock;
  }

  public List<Route> routes() {
    Access read = Access.with(Scope.ASSETS_READ);
    return List.of(
        Route.get("/v1/assets", read, this::list),
        Route.get("/v1/assets/types", read, call -> types()),
        Route.get("/v1/assets/{id}", read, this::read),
        Route.delete("/v1/assets/{id}", Access.with(Scope.ASSETS_WRITE), this::delete));
  }

  private Reply list(Call call) {
    AssetOwner owner = AssetOwner.of(call.caller());
    ListRequest request = ListRequest.read(AssetStore.LISTING, owner.toString(), call::query);
    Page<Asset> page =
        store.page(owner, retention.oldestAsset(owner.org(), clock.instant()), request);
    return Reply.json(200, page.map(asset -> request.shown(view.of(asset))));
  }

  private static Reply types() {
    List<ObjectNode> types =
        Arrays.stream(MediaType.values())
            .map(
                type ->
                    Json.object()
                        .put("mime_type", type.mimeType())
                        .put("asset_type", type.kind())
                        .put("extension", type.extension())
                        .put("max_size_bytes", UploadRoutes.LARGEST_BYTES))
            .toList();
    return Reply.json(200, Page.whole(types));
  }

  private Reply read(Call call) {
    return Reply.json(200, view.of(require(call)));
  }

  private Reply delete(Call call) {
    Asset asset = require(call);
    if (!db.inTx(tx -> store.delete(tx, asset, call.caller().key(), clock.instant()))) {
      throw none(call.part("id"));
    }
    return Reply.noContent();
  }

  private Asset require(Call call) {
    String id = call.part("id");
    return AssetId.parse(id)
        .flatMap(known -> assets.find(AssetOwner.of(call.caller()), known))
        .orElseThrow(() -> none(id));
  }

  /** There is no such asset, or it belongs to somebody else, was deleted or has expired. */
  static ApiException none(String id) {
    return new ApiException(
        ErrorCode.ASSET_NOT_FOUND,
        "there is no asset `%s` for this key".formatted(Shown.of(id, 64)));
  }
}
