package runflow.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.FixedText;
import runflow.http.Reply;
import runflow.http.Route;

/**
 * Stylesheets and scripts, read once and kept in memory. Their URLs carry a hash of all of them, so
 * that browsers may keep them for good.
 */
public final class StaticFiles {
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final String FOLDER = "/static/";
  private static final Map<String, String> SOURCES = sources();

  private final Map<String, FixedText> files = new LinkedHashMap<>();
  private final String version;

  /**
   * Reads them from the class path.
   *
   * @throws UncheckedIOException if one is missing: then the build is broken
   */
  public StaticFiles() {
    MessageDigest all = sha256();
    SOURCES.forEach(
        (name, resource) -> {
          byte[] bytes = read(resource);
          all.update(bytes);
          files.put(
              name,
              new FixedText(
                  new Reply.Bytes(200, Map.of(), type(name), bytes)
                      .with("X-Content-Type-Options", "nosniff")));
        });
    version = HexFormat.of().formatHex(all.digest(), 0, 6);
  }

  public boolean has(String name) {
    return files.containsKey(name);
  }

  /** Where a file is served. */
  public String url(String name) {
    if (!files.containsKey(name)) {
      throw new IllegalArgumentException("there is no static file " + name);
    }
    return FOLDER + version + "/" + name;
  }

  public List<Route> routes() {
    return List.of(Route.get(FOLDER + "{version}/{name}", Access.OPEN, this::file));
  }

  /** A page that was made by another release still gets the file, but not for good. */
  private Reply file(Call call) {
    FixedText text = files.get(call.part("name"));
    if (text == null) {
      throw new ApiException(
          ErrorCode.NOT_FOUND, "there is no static file `%s`".formatted(call.part("name")));
    }
    return text.reply(call)
        .with("Cache-Control", call.part("version").equals(version) ? FOR_GOOD : "no-store");
  }

  private static Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String name :
        List.of(
            "console.css",
            "console.js",
            "docs.css",
            "docs.js",
            "run.js",
            "runs.js",
            "playground.js",
            "settings.js",
            "favicon.svg")) {
      sources.put(name, "/static/" + name);
    }
    for (String model :
        List.of(
            "google-omni-flash",
            "google-veo3.1",
            "google-veo3.1-fast",
            "google-veo3.1-fast-image-to-video",
            "google-veo3.1-image-to-video",
            "google-veo3.1-lite")) {
      sources.put("poster-" + model + ".jpg", "/static/poster-" + model + ".jpg");
    }
    sources.put("htmx.js", "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");
    return sources;
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "jpg" -> "image/jpeg";
      default -> throw new IllegalArgumentException("no type for " + name);
    };
  }

  private static byte[] read(String resource) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the class path has no " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
