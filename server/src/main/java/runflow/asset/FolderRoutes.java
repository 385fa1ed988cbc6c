package runflow.asset;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.FolderId;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.MemoryList;
import runflow.list.Order;
import runflow.list.Projection;
import tools.jackson.databind.node.ObjectNode;

/** Folders that assets may lie in, one level of them. */
public final class FolderRoutes {
  private static final int LONGEST_NAME = 255;
  private static final int MOST_FOLDERS = 1_000;
  private static final Field NAME = Field.text("name").sorts();
  private static final Field ID = Field.uuid("id").sorts();
  private static final Listing LISTING =
      new Listing(
          "asset-folders",
          List.of(ID, NAME, Field.time("created_at").sorts(), Field.time("updated_at").sorts()),
          List.of(Order.ascending(NAME), Order.ascending(ID)),
          Projection.of("id", "org_id", "name", "created_at", "updated_at"),
          List.of());

  private final FolderStore store;
  private final InstantSource clock;

  public FolderRoutes(Db db, InstantSource clock) {
    this.store = new FolderStore(db);
    this.clock = clock;
  }

  public List<Route> routes() {
    Access write = Access.with(Scope.ASSETS_WRITE);
    Access read = Access.with(Scope.ASSETS_READ);
    return List.of(
        Route.post("/v1/asset-folders", write, this::create),
        Route.get("/v1/asset-folders", read, this::list),
        Route.get("/v1/asset-folders/{id}", read, this::read),
        Route.patch("/v1/asset-folders/{id}", write, this::rename),
        Route.delete("/v1/asset-folders/{id}", write, this::delete));
  }

  private Reply create(Call call) throws InterruptedException {
    String name = name(call);
    Instant now = now();
    var folder =
        new FolderStore.Folder(FolderId.create(), AssetOwner.of(call.caller()), name, now, now);
    requireDone(store.insert(folder, MOST_FOLDERS), name);
    return Reply.json(201, view(folder)).with("Location", "/v1/asset-folders/" + folder.id());
  }

  private Reply list(Call call) {
    AssetOwner owner = AssetOwner.of(call.caller());
    ListRequest request = ListRequest.read(LISTING, owner.toString(), call::query);
    List<ObjectNode> folders = store.of(owner).stream().map(FolderRoutes::view).toList();
    return Reply.json(200, MemoryList.page(request, folders).map(request::shown));
  }

  private Reply read(Call call) {
    return Reply.json(200, view(require(call)));
  }

  private Reply rename(Call call) throws InterruptedException {
    FolderStore.Folder folder = require(call);
    String name = name(call);
    requireDone(store.rename(folder.owner(), folder.id(), name, now()), call.part("id"), name);
    return Reply.json(200, view(require(call)));
  }

  private Reply delete(Call call) {
    FolderStore.Folder folder = require(call);
    requireDone(store.delete(folder.owner(), folder.id()), call.part("id"), folder.name());
    return Reply.noContent();
  }

  private static String name(Call call) throws InterruptedException {
    AssetFields fields = AssetFields.of(call.json(), Set.of("name"));
    String name = fields.text("name", LONGEST_NAME);
    fields.done();
    return name;
  }

  private FolderStore.Folder require(Call call) {
    String id = call.part("id");
    return FolderId.parse(id)
        .flatMap(known -> store.find(AssetOwner.of(call.caller()), known))
        .orElseThrow(() -> none(id));
  }

  private static void requireDone(FolderStore.Change change, String name) {
    requireDone(change, name, name);
  }

  private static void requireDone(FolderStore.Change change, String id, String name) {
    switch (change) {
      case DONE -> {}
      case NO_SUCH -> throw none(id);
      case NAME_TAKEN ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "there is a folder `%s` already; choose another `name`".formatted(name));
      case NO_ROOM ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "there are %,d folders already; delete one first".formatted(MOST_FOLDERS));
    }
  }

  private static ApiException none(String id) {
    return new ApiException(
        ErrorCode.NOT_FOUND, "there is no asset folder `%s`".formatted(Shown.of(id, 64)));
  }

  /** As exact as it is shown, so that this answer and later ones agree. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static ObjectNode view(FolderStore.Folder folder) {
    return Json.object()
        .put("id", folder.id().toString())
        .put("org_id", folder.owner().org().toString())
        .put("name", folder.name())
        .put("created_at", Timestamp.text(folder.createdAt()))
        .put("updated_at", Timestamp.text(folder.updatedAt()));
  }
}
