package runflow.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import runflow.client.ListenedEvent;

/** Posts events to one address and prints a line for each with what came back. */
final class EventForward implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final URI target;
  private final Terminal terminal;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();

  EventForward(URI target, Terminal terminal) {
    this.target = target;
    this.terminal = terminal;
  }

  /**
   * Posts an event until something answers, whatever it says.
   *
   * @param end by {@link System#nanoTime}, after which no attempt begins
   * @return whether something answered
   */
  boolean post(ListenedEvent event, long end) throws InterruptedException {
    boolean told = false;
    while (System.nanoTime() - end < 0) {
      long begin = System.nanoTime();
      try {
        int status = http.send(request(event), HttpResponse.BodyHandlers.discarding()).statusCode();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        tell(event, "%d in %d ms".formatted(status, took.toMillis()));
        return true;
      } catch (IOException e) {
        if (!told) {
          tell(event, "no answer (%s); trying again".formatted(e.getClass().getSimpleName()));
        }
        told = true;
        Thread.sleep(PAUSE);
      }
    }
    return false;
  }

  private HttpRequest request(ListenedEvent event) {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(event.payloadBytes()));
    event.headers().forEach(request::setHeader);
    return request.build();
  }

  private void tell(ListenedEvent event, String result) {
    terminal.say(
        "%s  %-24s %s  %s"
            .formatted(
                LocalTime.now(ZoneId.systemDefault()).format(TIME),
                event.eventTypeCode(),
                event.id(),
                result));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
