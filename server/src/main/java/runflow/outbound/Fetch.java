package runflow.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** One fetch: hop by hop, each hop judged as if a user had named it. */
final class Fetch {
  static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Sender sender;
  private final UrlPolicy urls;
  private final int maxBytes;
  private final Duration timeout;
  private final long start = System.nanoTime();

  Fetch(Sender sender, UrlPolicy urls, int maxBytes, Duration timeout) {
    this.sender = sender;
    this.urls = urls;
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  /** What one hop gave. */
  private sealed interface Hop {
    record End(Fetched result) implements Hop {}

    record Redirect(String location) implements Hop {}
  }

  Fetched from(URI first) throws InterruptedException {
    UrlReading reading = Destination.read(first.toString());
    for (int redirects = 0; ; redirects++) {
      Optional<String> rule = urls.rule(reading, UrlPolicy.Use.IMAGE);
      if (rule.isPresent() || !(reading instanceof Destination here)) {
        String what = redirects == 0 ? "the URL " : "the URL of redirect " + redirects + " ";
        return new Fetched.Failed(Trouble.REFUSED_BY_POLICY, what + rule.orElse(""));
      }
      switch (hop(here)) {
        case Hop.End(Fetched result) -> {
          return result;
        }
        case Hop.Redirect(String location) -> {
          if (redirects == MAX_REDIRECTS) {
            return failed(here, Trouble.STATUS, "more than " + MAX_REDIRECTS + " redirects");
          }
          reading = follow(here, location);
        }
      }
    }
  }

  private static UrlReading follow(Destination here, String location) {
    try {
      UrlReading next = Destination.read(here.uri().resolve(new URI(location)).toString());
      return next instanceof Destination to && here.secure() && !to.secure()
          ? new UrlReading.Bad("must not fall back from https to http")
          : next;
    } catch (URISyntaxException e) {
      return new UrlReading.Bad("must be a URL: " + e.getReason());
    }
  }

  private Hop hop(Destination here) throws InterruptedException {
    Duration left = timeout.minusNanos(System.nanoTime() - start);
    if (left.isNegative() || left.isZero()) {
      return late(here);
    }
    var exchange = new Exchange<Hop>(sender, "GET", here, Optional.empty());
    exchange.request().setHeader(HttpHeaders.ACCEPT, "image/*");
    try {
      return exchange.run(left, response -> read(here, response)).orElseGet(() -> late(here));
    } catch (IOException e) {
      return end(here, Failure.of(here, e));
    }
  }

  private Hop read(Destination here, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    Header location = response.getFirstHeader(HttpHeaders.LOCATION);
    if (REDIRECTS.contains(status) && location != null) {
      return new Hop.Redirect(location.getValue());
    }
    HttpEntity entity = response.getEntity();
    if (status < 200 || status > 299 || entity == null) {
      String answer = "host `" + here.host() + "` answered with status " + status;
      return new Hop.End(failed(here, Trouble.STATUS, answer));
    }
    if (entity.getContentLength() > maxBytes) {
      return tooLarge(here);
    }
    // Left open: closing it would read an endless body to its end.
    InputStream in = entity.getContent();
    byte[] bytes = in.readNBytes(maxBytes);
    if (bytes.length == maxBytes && in.read() >= 0) {
      return tooLarge(here);
    }
    String type = Optional.ofNullable(entity.getContentType()).orElse("");
    return new Hop.End(new Fetched.Content(bytes, type));
  }

  private Hop tooLarge(Destination here) {
    return new Hop.End(
        failed(here, Trouble.TOO_LARGE, "the file has more than " + maxBytes + " bytes"));
  }

  private Hop late(Destination here) {
    return end(here, Failure.late(here, timeout));
  }

  private static Hop end(Destination here, Failure failure) {
    return new Hop.End(failed(here, failure.kind(), failure.message()));
  }

  private static Fetched failed(Destination here, Trouble kind, String reason) {
    return new Fetched.Failed(kind, "could not fetch " + here.shown() + ": " + reason);
  }
}
