package runflow.asset;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.AssetId;
import runflow.id.FolderId;
import runflow.json.Json;
import runflow.json.Timestamp;

/** Uploads in three steps: announce, send the bytes to a signed link, confirm. */
public final class UploadRoutes {
  /** Most bytes of an asset. */
  static final long LARGEST_BYTES = 50L << 20;

  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_TYPE = 255;
  private static final int MOST_OPEN = 1_000;
  private static final Duration LINK = Duration.ofHours(1);

  /** For 50 MiB some 90 KiB a second. */
  private static final Duration LONGEST_TRANSFER = Duration.ofMinutes(10);

  private final UploadStore store;
  private final Storage storage;
  private final SignedLinks links;
  private final UploadPlaces places = new UploadPlaces();
  private final ConfirmUpload confirm;
  private final AssetView view;
  private final InstantSource clock;

  public UploadRoutes(
      Db db, Assets assets, Storage storage, SignedLinks links, InstantSource clock) {
    this.store = new UploadStore(db);
    this.storage = storage;
    this.links = links;
    this.confirm = new ConfirmUpload(db, assets, storage, places, clock);
    this.view = new AssetView(links);
    this.clock = clock;
  }

  public List<Route> routes() {
    Access write = Access.with(Scope.ASSETS_WRITE);
    return List.of(
        Route.post("/v1/asset-uploads", write, this::announce),
        Route.put("/v1/asset-uploads/{id}/content", Access.OPEN, this::take),
        Route.post("/v1/asset-uploads/{id}/confirmations", write, this::confirm));
  }

  private Reply announce(Call call) throws InterruptedException {
    AssetFields fields = AssetFields.of(call.json(), Set.of("filename", "mime_type", "size_bytes"));
    String filename = fields.text("filename", LONGEST_NAME);
    Optional<MediaType> type = MediaType.of(fields.text("mime_type", LONGEST_TYPE));
    if (type.isEmpty() && fields.isGiven("mime_type")) {
      fields.wrong(
          "mime_type",
          "must be one of "
              + Arrays.stream(MediaType.values())
                  .map(MediaType::mimeType)
                  .collect(Collectors.joining(", ")));
    }
    long size =
        fields.number(
            "size_bytes",
            given -> given >= 1 && given <= LARGEST_BYTES,
            "must be a whole number of bytes from 1 to %d".formatted(LARGEST_BYTES));
    fields.done();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var upload =
        new AssetUpload(
            AssetId.create(),
            AssetOwner.of(call.caller()),
            call.caller().key(),
            filename,
            type.orElseThrow(),
            size,
            now,
            now.plus(LINK),
            false);
    if (!store.insert(upload, MOST_OPEN)) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "%,d uploads wait for their confirmation already; confirm them first"
              .formatted(MOST_OPEN));
    }
    return Reply.json(
        201,
        Json.object()
            .put("asset_id", upload.id().toString())
            .put("upload_url", uploadUrl(upload))
            .put("expires_at", Timestamp.text(upload.linkExpires())));
  }

  private String uploadUrl(AssetUpload upload) {
    return switch (storage) {
      case DirectoryStorage directory -> links.toUpload(upload.id(), upload.linkExpires());
      case S3Storage bucket -> bucket.uploadLink(upload, LINK).toString();
    };
  }

  private Reply take(Call call) throws IOException {
    Optional<AssetId> id = AssetId.parse(call.part("id"));
    boolean valid =
        id.map(SignedLinks::uploadName)
            .filter(name -> links.valid(name, call.query("expires"), call.query("signature")))
            .isPresent();
    if (!valid || !(storage instanceof DirectoryStorage directory)) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the link is not valid or has expired; ask for another at `POST /v1/asset-uploads`");
    }
    AssetUpload upload =
        store.find(id.orElseThrow()).orElseThrow(() -> AssetRoutes.none(call.part("id")));
    if (upload.confirmed()) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the upload is confirmed, and an asset keeps its bytes; announce another one at `POST /v1/asset-uploads`");
    }
    requireAnnounced(call, upload);
    try (var _ = places.take(upload.owner().org(), upload.id());
        Received received = storage.receive(call.stream(LONGEST_TRANSFER), upload.sizeBytes())) {
      directory.putUpload(upload.id(), received);
    }
    return Reply.empty(200);
  }

  private static void requireAnnounced(Call call, AssetUpload upload) {
    String type = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
    if (!upload.type().mimeType().equalsIgnoreCase(type)) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "`Content-Type` must be %s as announced, but was `%s`"
              .formatted(upload.type().mimeType(), type));
    }
    String length = call.header("Content-Length").orElse("missing");
    if (!length.equals(Long.toString(upload.sizeBytes()))) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`Content-Length` must be %d as announced, but was %s"
              .formatted(upload.sizeBytes(), length));
    }
  }

  private Reply confirm(Call call) throws IOException, InterruptedException {
    AssetFields fields = AssetFields.of(call.json(), Set.of("folder_id"));
    Optional<FolderId> folder = fields.folder("folder_id");
    fields.done();
    String id = call.part("id");
    Asset asset =
        confirm.confirm(
            AssetOwner.of(call.caller()),
            AssetId.parse(id).orElseThrow(() -> AssetRoutes.none(id)),
            folder);
    return Reply.json(201, view.of(asset)).with("Location", "/v1/assets/" + asset.id());
  }
}
