package runflow.asset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;

/** Serves stored files under signed links. */
public final class FileRoutes {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.(mp4|jpg|png|webp)");
  private static final Pattern SAVED = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Map<String, String> TYPES =
      Arrays.stream(MediaType.values())
          .collect(Collectors.toMap(MediaType::extension, MediaType::mimeType));

  private final Storage storage;
  private final SignedLinks links;

  public FileRoutes(Storage storage, SignedLinks links) {
    this.storage = storage;
    this.links = links;
  }

  public List<Route> routes() {
    return List.of(Route.get("/v1/files/{name}", Access.OPEN, this::file));
  }

  private Reply file(Call call) throws IOException {
    String name = call.part("name");
    if (!links.valid(name, call.query("expires"), call.query("signature"))) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the link is not valid or has expired; read the run again for a fresh one");
    }
    Optional<String> saved = call.query("download");
    if (saved.isPresent() && !SAVED.matcher(saved.get()).matches()) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`download` must be a file name of at most 100 letters, digits, dots, hyphens and underscores");
    }
    return stored(call, name, saved);
  }

  /**
   * A stored file by the name that it has in links, for a caller who may have it.
   *
   * @param name its SHA-256 with its extension
   * @throws ApiException {@code ASSET_NOT_FOUND} if it is not there
   */
  public Reply stored(Call call, String name) throws IOException {
    return stored(call, name, Optional.empty());
  }

  /**
   * As {@link #stored(Call, String)}.
   *
   * @param saved the name that a browser is to save it by; empty if it may show it
   */
  private Reply stored(Call call, String name, Optional<String> saved) throws IOException {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw gone();
    }
    String sha256 = parts.group(1);
    String type = TYPES.getOrDefault(parts.group(2), "");
    return switch (storage) {
      case DirectoryStorage directory ->
          sent(
              directory.find(sha256).orElseThrow(FileRoutes::gone),
              type,
              disposition(saved, "inline; filename=\"" + name + "\""));
      case S3Storage bucket -> {
        if (bucket.stat(sha256).isEmpty()) {
          throw gone();
        }
        // The link is signed for one method and ends soon: nobody is to keep it.
        yield Reply.redirect(bucket.link(sha256, call.head(), type, disposition(saved, "inline")))
            .with("Cache-Control", "no-store");
      }
    };
  }

  private static String disposition(Optional<String> saved, String shown) {
    return saved.map(as -> "attachment; filename=\"" + as + "\"").orElse(shown);
  }

  private static Reply sent(Path file, String type, String disposition) {
    return Reply.file(file, type, file.getFileName().toString())
        .with("Cache-Control", "private, max-age=3600, immutable")
        .with("Content-Disposition", disposition)
        .with("X-Content-Type-Options", "nosniff");
  }

  private static ApiException gone() {
    return new ApiException(
        ErrorCode.ASSET_NOT_FOUND,
        "the file is not there any more: it was deleted, or kept as long as it was to be");
  }
}
