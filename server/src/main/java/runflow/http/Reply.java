package runflow.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import runflow.json.Json;

/** What a handler answers. */
public sealed interface Reply {
  int status();

  /** Headers beside the content type, in order. */
  Map<String, String> headers();

  /** The same answer with one more header. */
  Reply with(String header, String value);

  /** A body held in memory. */
  record Bytes(int status, Map<String, String> headers, String contentType, byte[] body)
      implements Reply {
    @Override
    public Bytes with(String header, String value) {
      return new Bytes(status, plus(headers, header, value), contentType, body);
    }
  }

  /**
   * A stored file, served with ranges, conditions and its own ETag.
   *
   * @param etag opaque validator without quotes
   */
  record StoredFile(
      int status, Map<String, String> headers, String contentType, Path file, String etag)
      implements Reply {
    @Override
    public StoredFile with(String header, String value) {
      return new StoredFile(status, plus(headers, header, value), contentType, file, etag);
    }
  }

  /**
   * A body that is made while it is sent, for as long as its writer takes. The writer is closed
   * once, whether its body was wanted or not.
   */
  record Stream(int status, Map<String, String> headers, String contentType, StreamWriter writer)
      implements Reply {
    @Override
    public Stream with(String header, String value) {
      return new Stream(status, plus(headers, header, value), contentType, writer);
    }
  }

  /** A value as compact JSON. */
  static Bytes json(int status, Object value) {
    return new Bytes(status, Map.of(), "application/json", Json.bytes(value));
  }

  /** UTF-8 text of a given type, e.g. {@code text/markdown}. */
  static Bytes text(String contentType, String text) {
    return new Bytes(
        200, Map.of(), contentType + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** No body. */
  static Bytes noContent() {
    return empty(204);
  }

  /** No body, with any status. */
  static Bytes empty(int status) {
    return new Bytes(status, Map.of(), "", new byte[0]);
  }

  /** Sends the client elsewhere for this time, with the same method. */
  static Bytes redirect(URI place) {
    return new Bytes(307, Map.of("Location", place.toString()), "", new byte[0]);
  }

  /** A stored file that never changes under its URL. */
  static StoredFile file(Path file, String contentType, String etag) {
    return new StoredFile(200, Map.of(), contentType, file, etag);
  }

  private static Map<String, String> plus(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return more;
  }
}
