package runflow.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import runflow.id.OrgId;

/**
 * Calls places that users name, under the outbound policy (contract, section 9). Every exchange has
 * one deadline over everything, from the lookup to the last byte, and every answer is bounded.
 *
 * <p>Safe for use by many threads; {@link #close} ends what is in flight.
 */
public final class GuardedClient implements AutoCloseable {
  /** How much of a callback receiver's answer is kept, in bytes. */
  public static final int EXCERPT_BYTES = 4096;

  private final UrlPolicy urls;
  private final GuardedDns dns;
  private final Sender sender;

  /**
   * @param version of this server, for the {@code User-Agent}
   */
  public GuardedClient(OutboundRules rules, HostResolver resolver, String version) {
    this(rules, resolver, version, trustOfThePlatform(), Connections.KEPT);
  }

  /**
   * @param kept how long a connection is kept without use
   */
  GuardedClient(
      OutboundRules rules, HostResolver resolver, String version, SSLContext tls, Duration kept) {
    urls = new UrlPolicy(rules);
    dns = new GuardedDns(new AddressPolicy(rules), resolver);
    sender = new Sender(dns, Connections.client(dns, tls, "Runflow/" + version, kept));
  }

  private static SSLContext trustOfThePlatform() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /**
   * Sends a POST; nothing is followed, and no answer leads to another try. Connections are kept for
   * a moment and used again for the same organisation, place and address. A receiver that closes
   * one just then may get the same POST once more, on a fresh connection.
   *
   * @param org whose POST it is: no other one's connections are used for it
   * @param timeout for the whole exchange; an answer whose status came in time counts, with as much
   *     of its body as had come
   * @throws InterruptedException if the calling thread is interrupted; the exchange is cut
   */
  public PostResult post(
      OrgId org, URI to, Map<String, String> headers, byte[] body, Duration timeout)
      throws InterruptedException {
    long start = System.nanoTime();
    UrlReading reading = Destination.read(to.toString());
    Optional<String> rule = urls.rule(reading, UrlPolicy.Use.CALLBACK);
    if (rule.isPresent() || !(reading instanceof Destination destination)) {
      return noAnswer(new Failure(Trouble.REFUSED_BY_POLICY, "the URL " + rule.orElse("")), start);
    }
    var exchange = new Exchange<PostResult>(sender, "POST", destination, Optional.of(org));
    headers.forEach(exchange.request()::setHeader);
    exchange.request().setEntity(new ByteArrayEntity(body, null));
    try {
      return exchange
          .run(timeout, response -> answered(response, start))
          .orElseGet(() -> noAnswer(Failure.late(destination, timeout), start));
    } catch (IOException e) {
      return noAnswer(Failure.of(destination, e), start);
    }
  }

  /**
   * Fetches an image: a GET that follows up to {@value Fetch#MAX_REDIRECTS} redirects, each checked
   * like the first URL.
   *
   * @param maxBytes more than this is {@link Trouble#TOO_LARGE}
   * @param timeout for all hops together
   * @throws InterruptedException if the calling thread is interrupted; the exchange is cut
   */
  public Fetched fetch(URI from, int maxBytes, Duration timeout) throws InterruptedException {
    return new Fetch(sender, urls, maxBytes, timeout).from(from);
  }

  private static PostResult answered(ClassicHttpResponse response, long start) {
    String excerpt = excerpt(response.getEntity());
    return new PostResult.Answered(response.getCode(), excerpt, since(start));
  }

  private static String excerpt(@Nullable HttpEntity entity) {
    var kept = new ByteArrayOutputStream();
    try {
      if (entity != null) {
        copy(entity.getContent(), kept);
      }
    } catch (IOException brokenOff) {
      // The status is what counts; the excerpt ends where the body did.
    }
    return kept.toString(StandardCharsets.UTF_8);
  }

  /** Leaves the stream open: closing it would read an endless body to its end. */
  private static void copy(InputStream in, ByteArrayOutputStream kept) throws IOException {
    var buffer = new byte[EXCERPT_BYTES];
    int n;
    while (kept.size() < EXCERPT_BYTES
        && (n = in.read(buffer, 0, EXCERPT_BYTES - kept.size())) >= 0) {
      kept.write(buffer, 0, n);
    }
  }

  private static PostResult noAnswer(Failure failure, long start) {
    return new PostResult.NoAnswer(failure.kind(), failure.message(), since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Cuts every exchange in flight; later calls fail. Idempotent. */
  @Override
  public void close() {
    sender.close();
    dns.close();
  }
}
