package runflow.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;

/**
 * The fields of a {@code multipart/form-data} body, each there once.
 *
 * @param texts by name, in the order of the body
 * @param files the bytes of parts that have a file's name, by the name of their field
 */
public record Form(Map<String, String> texts, Map<String, byte[]> files) {
  private static final int MOST_PARTS = 64;

  /**
   * Reads a body that is in memory already, and so within its bounds.
   *
   * @throws ApiException {@code BAD_REQUEST} if it is no such body
   */
  static Form read(String contentType, byte[] body) {
    try (MultiPartFormData.Parts parts = parts(contentType, body)) {
      return of(parts);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static MultiPartFormData.Parts parts(String contentType, byte[] body) {
    var limits =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxSize(RequestBody.LARGEST)
            .maxPartSize(RequestBody.LARGEST)
            .maxMemoryPartSize(RequestBody.LARGEST)
            .build();
    try {
      return MultiPartFormData.getParts(
          Content.Source.from(ByteBuffer.wrap(body)), new Attributes.Mapped(), contentType, limits);
    } catch (RuntimeException e) {
      // Each of its checks throws a type of its own; all of them mean the body.
      throw unreadable();
    }
  }

  private static Form of(MultiPartFormData.Parts parts) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (MultiPart.Part part : parts) {
      String name = part.getName();
      if (name == null || texts.containsKey(name) || files.containsKey(name)) {
        throw bad(
            name == null
                ? "a part of the form has no name"
                : "the form has `%s` twice".formatted(Shown.of(name)));
      }
      if (part.getFileName() != null) {
        try (InputStream content =
            Content.Source.asInputStream(
                part.newContentSource(ByteBufferPool.SIZED_NON_POOLING, 0, -1))) {
          files.put(name, content.readAllBytes());
        }
      } else {
        texts.put(name, part.getContentAsString(StandardCharsets.UTF_8));
      }
    }
    return new Form(texts, files);
  }

  private static ApiException unreadable() {
    return bad(
        "the body must be `multipart/form-data` with the boundary that `Content-Type` names and at most %d parts"
            .formatted(MOST_PARTS));
  }

  private static ApiException bad(String message) {
    return new ApiException(ErrorCode.BAD_REQUEST, message);
  }
}
