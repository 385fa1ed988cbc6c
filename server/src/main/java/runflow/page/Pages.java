package runflow.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;

/**
 * Makes answers of templates, which are compiled with the server. Every answer tells the browser to
 * run nothing and load nothing that did not come from here. Safe for use by many threads.
 */
public final class Pages {
  private static final String TEMPLATES = "runflow.jte";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, TEMPLATES);
  private final StaticFiles files = new StaticFiles();
  private final String policy;

  /**
   * @param mediaOrigin where stored files may be read from and sent to, beside this server
   */
  public Pages(Optional<String> mediaOrigin) {
    String stored = mediaOrigin.map(origin -> " " + origin).orElse("");
    String media = "'self' data: blob:" + stored;
    this.policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src " + media,
            "media-src " + media,
            "connect-src 'self'" + stored,
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");
  }

  /** The files that pages refer to. */
  public List<Route> routes() {
    return files.routes();
  }

  /** What surrounds a page for everybody. */
  public Frame open(Call call, String title, Optional<Section> section) {
    return new Frame(title, section, theme(call), Optional.empty(), List.of(), call.target());
  }

  /** How the reader wants pages to look. */
  public Theme theme(Call call) {
    return Theme.of(call.cookie(Theme.COOKIE));
  }

  /**
   * A whole page; the template takes {@code frame} and what is given here.
   *
   * @param template e.g. {@code signIn.jte}
   */
  public Reply.Bytes page(String template, Frame frame, Map<String, Object> content) {
    Map<String, Object> all = new HashMap<>(content);
    all.put("frame", frame);
    return html(200, template, all);
  }

  /** As {@link #page}, of another status. */
  public Reply.Bytes page(int status, String template, Frame frame, Map<String, Object> content) {
    Map<String, Object> all = new HashMap<>(content);
    all.put("frame", frame);
    return html(status, template, all);
  }

  /** A part of a page, for a script to put in place. */
  public Reply fragment(String template, Map<String, Object> content) {
    return html(200, template, content);
  }

  private Reply.Bytes html(int status, String template, Map<String, Object> content) {
    var output = new Utf8ByteOutput();
    Map<String, Object> all = new HashMap<>(content);
    all.put("files", files);
    engine.render(template, all, output);
    return new Reply.Bytes(status, Map.of(), "text/html; charset=utf-8", bytes(output))
        .with("Content-Security-Policy", policy)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "same-origin")
        .with("Cache-Control", "no-store");
  }

  private static byte[] bytes(Utf8ByteOutput output) {
    var bytes = new ByteArrayOutputStream(output.getContentLength());
    try {
      output.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
