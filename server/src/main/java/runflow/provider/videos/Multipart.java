package runflow.provider.videos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import runflow.provider.http.Request;

/** A {@code multipart/form-data} body. */
final class Multipart {
  private final String boundary = "runflow-" + UUID.randomUUID();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Multipart text(String name, String value) {
    line("--" + boundary);
    line("Content-Disposition: form-data; name=\"%s\"".formatted(name));
    line("");
    line(value);
    return this;
  }

  Multipart file(String name, String fileName, String type, byte[] content) {
    line("--" + boundary);
    line("Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"".formatted(name, fileName));
    line("Content-Type: " + type);
    line("");
    bytes.writeBytes(content);
    line("");
    return this;
  }

  Request.Body body() {
    line("--" + boundary + "--");
    return new Request.Body("multipart/form-data; boundary=" + boundary, bytes.toByteArray());
  }

  private void line(String text) {
    bytes.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
