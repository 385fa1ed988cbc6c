package runflow.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import runflow.http.StreamWriter;
import runflow.id.RunId;

/**
 * The events of one run as server-sent events, up to its last one. Nothing waits to be sent: what
 * is new follows from the run's way each time that it is read, so a slow client costs a thread that
 * blocks and no memory.
 */
final class EventStream implements StreamWriter {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** After which the client has to open it again, with a key or token that is still good. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final String RECONNECT_MS = "2000";

  private final RunId run;
  private final EventFeed feed;
  private final RunFollowers.Follower follower;
  private final StreamPlaces.Place place;
  private EventFeed.Cursor cursor;

  /**
   * A stream that is not written yet.
   *
   * @param after what the client has had
   */
  EventStream(
      RunId run,
      EventFeed feed,
      EventFeed.Cursor after,
      RunFollowers.Follower follower,
      StreamPlaces.Place place) {
    this.run = run;
    this.feed = feed;
    this.cursor = after;
    this.follower = follower;
    this.place = place;
  }

  @Override
  public void write(OutputStream out) throws IOException, InterruptedException {
    send(out, "retry: " + RECONNECT_MS + "\n\n");
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      EventFeed.News news = feed.after(run, cursor);
      cursor = news.cursor();
      follower.seen(cursor.state());
      if (!news.events().isEmpty()) {
        send(out, frames(news.events()));
      }
      if (news.ended()) {
        return;
      }
      boolean moved = false;
      while (!moved) {
        if (follower.stopping() || System.nanoTime() > end) {
          send(out, ": open the stream again\n\n");
          return;
        }
        moved = follower.await(HEARTBEAT);
        if (!moved) {
          send(out, ": still here\n\n");
        }
      }
    }
  }

  private String frames(List<EventFeed.Event> events) throws InterruptedException {
    var text = new StringBuilder();
    for (EventFeed.Event event : events) {
      event.id().ifPresent(id -> text.append("id: ").append(id).append('\n'));
      text.append("event: ").append(event.name()).append('\n');
      text.append("data: ").append(feed.data(run, event)).append("\n\n");
    }
    return text.toString();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    follower.close();
    place.close();
  }
}
