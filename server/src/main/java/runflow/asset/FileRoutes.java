package runflow.asset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;

/** Serves stored files under signed links. */
public final class FileRoutes {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.(mp4|jpg)");
  private static final Map<String, String> TYPES = Map.of("mp4", "video/mp4", "jpg", "image/jpeg");

  private final Storage storage;
  private final SignedLinks links;

  public FileRoutes(Storage storage, SignedLinks links) {
    this.storage = storage;
    this.links = links;
  }

  public List<Route> routes() {
    return List.of(Route.get("/v1/files/{name}", Access.OPEN, this::file));
  }

  private Reply file(Call call) {
    String name = call.part("name");
    if (!links.valid(name, call.query("expires"), call.query("signature"))) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the link is not valid or has expired; read the run again for a fresh one");
    }
    return stored(name);
  }

  /**
   * A stored file by the name that it has in links, for a caller who may have it.
   *
   * @param name its SHA-256 with its extension
   * @throws ApiException {@code ASSET_NOT_FOUND} if it is not there
   */
  public Reply stored(String name) {
    Matcher parts = NAME.matcher(name);
    Path file = parts.matches() ? storage.find(parts.group(1)).orElse(null) : null;
    if (file == null) {
      throw new ApiException(ErrorCode.ASSET_NOT_FOUND, "the file is not there any more");
    }
    return Reply.file(file, TYPES.getOrDefault(parts.group(2), ""), parts.group(1))
        .with("Cache-Control", "private, max-age=3600, immutable")
        .with("Content-Disposition", "inline; filename=\"" + name + "\"")
        .with("X-Content-Type-Options", "nosniff");
  }
}
