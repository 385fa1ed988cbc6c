package runflow.fake;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** One client's conversation with one fake; every call has a connection of its own. */
record Talk(Provider provider, FakeProvider fake) implements AutoCloseable {
  /** An answer, whole. */
  record Answer(int status, HttpResponse<byte[]> response) {
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] body() {
      return response.body();
    }

    JsonNode json() {
      return Json.tree(new String(body(), StandardCharsets.UTF_8));
    }
  }

  static Talk with(Provider provider) {
    return new Talk(provider, provider.start());
  }

  static Answer send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    }
  }

  /** Reads that many bytes of the body, then closes the connection. */
  static byte[] start(HttpRequest request, int bytes) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return in.readNBytes(bytes);
      }
    }
  }

  Answer submit() throws IOException, InterruptedException {
    return send(provider.submit(fake));
  }

  Answer poll(JsonNode submitted) throws IOException, InterruptedException {
    return send(provider.poll(fake, submitted));
  }

  /** Submits and polls until done; the answer that holds the video's address. */
  JsonNode finish() throws IOException, InterruptedException {
    JsonNode submitted = submit().json();
    for (int i = 0; i < 5; i++) {
      JsonNode state = poll(submitted).json();
      if (provider.isDone(state)) {
        var result = provider.result(fake, submitted);
        return result.isPresent() ? send(result.get()).json() : state;
      }
    }
    throw new AssertionError("not done after five polls: " + fake.requests());
  }

  /** The call that answers with the bytes of a finished job's video, behind any redirect. */
  HttpRequest download() throws IOException, InterruptedException {
    HttpRequest request = Provider.get(fake, provider.file(fake, finish()));
    if (provider == Provider.GEMINI) {
      return Provider.get(fake, send(request).header("Location"));
    }
    return request;
  }

  @Override
  public void close() {
    fake.close();
  }
}
