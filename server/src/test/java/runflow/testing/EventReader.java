package runflow.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** A client of a stream of server-sent events, which reads it as the standard says. */
public final class EventReader implements AutoCloseable {
  private static final long LONGEST_SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> came = new LinkedBlockingQueue<>();

  /**
   * An event, a comment or the end.
   *
   * @param id empty if it has none
   * @param name {@code comment} for a comment and {@code end} for the end
   */
  public record Event(String id, String name, String data) {
    public JsonNode json() {
      return Json.tree(data);
    }
  }

  private EventReader(String url, Map<String, String> headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(LONGEST_SECONDS));
    headers.forEach(request::header);
    response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(this::read);
  }

  /** Opens the events of a run. */
  public static EventReader open(TestServer server, String key, String run) throws Exception {
    return open(server, key, run, Map.of());
  }

  /** As the other one, with more headers. */
  public static EventReader open(
      TestServer server, String key, String run, Map<String, String> headers) throws Exception {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put("Authorization", "Bearer " + key);
    return new EventReader(server.localUrl() + "/v1/runs/" + run + "/events", all);
  }

  /** Opens any stream. */
  public static EventReader open(String url, Map<String, String> headers) throws Exception {
    return new EventReader(url, headers);
  }

  public int status() {
    return response.statusCode();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The next event, waited for. */
  public Event next() throws InterruptedException {
    Event event = came.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event came within %d s".formatted(LONGEST_SECONDS));
    }
    return event;
  }

  /** All events up to the end of the stream. */
  public List<Event> toEnd() throws InterruptedException {
    List<Event> events = new ArrayList<>();
    for (Event event = next(); !event.name().equals("end"); event = next()) {
      events.add(event);
    }
    return events;
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String name = "message";
      var data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          came.add(new Event("", "comment", line.substring(1).strip()));
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        } else if (line.isEmpty()) {
          if (!data.isEmpty()) {
            came.add(new Event(id, name, data.toString()));
          }
          id = "";
          name = "message";
          data.setLength(0);
        }
      }
    } catch (IOException e) {
      came.add(new Event("", "comment", e.toString()));
    }
    came.add(new Event("", "end", ""));
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
