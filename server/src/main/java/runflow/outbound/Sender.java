package runflow.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import runflow.id.OrgId;

/**
 * Sends requests to addresses that were looked up and judged a moment before, one after the other
 * until one can be reached. The judged address is part of the target, so whatever connection the
 * client takes, a new one or a kept one, leads to that address.
 */
final class Sender implements AutoCloseable {
  private final GuardedDns dns;
  private final CloseableHttpClient client;
  private volatile boolean closed;

  Sender(GuardedDns dns, CloseableHttpClient client) {
    this.dns = dns;
    this.client = client;
  }

  /**
   * Sends a request and reads the head of its answer.
   *
   * @param owner whose kept connections may be used, which makes it possible that the request
   *     arrives twice: if a kept one had been closed, it is sent again on a fresh one. Empty for a
   *     connection of its own that is closed afterwards
   */
  ClassicHttpResponse send(Destination to, HttpUriRequestBase request, Optional<OrgId> owner)
      throws IOException {
    InetAddress[] judged = dns.resolve(to.host());
    Optional<OrgId> keeper = owner;
    for (int i = 0; ; ) {
      var target = new HttpHost(to.scheme(), judged[i], to.host(), to.effectivePort());
      HttpClientContext context = HttpClientContext.create();
      keeper.ifPresentOrElse(
          context::setUserToken,
          () -> request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE));
      try {
        return client.executeOpen(target, request, context);
      } catch (StaleConnection stale) {
        if (closed || request.isCancelled()) {
          throw stale;
        }
        keeper = Optional.empty();
      } catch (ConnectionRequestTimeoutException busy) {
        throw busy;
      } catch (IOException e) {
        boolean connected = context.getEndpointDetails() != null;
        i++;
        if (connected || i == judged.length || request.isCancelled()) {
          throw e;
        }
      }
    }
  }

  /** Cuts every request in flight and closes what was kept. Idempotent. */
  @Override
  public void close() {
    closed = true;
    client.close(CloseMode.IMMEDIATE);
  }
}
