package runflow.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import runflow.id.OrgId;

/**
 * One request and its answer under one total deadline. It runs on a virtual thread of its own,
 * which the caller cuts: a lookup, a handshake or a body that drips cannot outlast the deadline,
 * and an interrupted caller leaves at once.
 */
final class Exchange<T> {
  /** How long a cut exchange may take to hand over what it had read. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Sender sender;
  private final Destination to;
  private final Optional<OrgId> owner;
  private final HttpUriRequestBase request;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  /**
   * Reads what is needed of an answer. Read to its end, it leaves a connection that may be kept;
   * else the rest is thrown away with the connection.
   */
  @FunctionalInterface
  interface Reader<T> {
    T read(ClassicHttpResponse response) throws IOException;
  }

  /**
   * @param owner whose kept connections may be used, as {@link Sender#send} says
   */
  Exchange(Sender sender, String method, Destination to, Optional<OrgId> owner) {
    this.sender = sender;
    this.to = to;
    this.owner = owner;
    request = new HttpUriRequestBase(method, to.uri());
    request.setAuthority(new URIAuthority(to.host(), to.port()));
    request.setPath(to.path());
  }

  HttpUriRequestBase request() {
    return request;
  }

  /**
   * Makes the exchange.
   *
   * @return what the reader made of the answer; empty if the deadline came first
   * @throws IOException if the exchange failed before its deadline
   */
  Optional<T> run(Duration timeout, Reader<T> reader) throws IOException, InterruptedException {
    // Just before the deadline, so that a wait for our own pool is not blamed on the other side.
    Timeout lease = Timeout.of(timeout.minus(timeout.dividedBy(10)));
    Timeout later = Timeout.of(timeout.plus(GRACE));
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(lease)
            .setResponseTimeout(later)
            .setProtocolUpgradeEnabled(false)
            .setAuthenticationEnabled(false)
            .build());
    Thread thread = Thread.ofVirtual().name("outbound-exchange").start(() -> complete(reader));
    try {
      return Optional.of(await(timeout));
    } catch (TimeoutException deadline) {
      cut(thread);
      return rescued();
    } catch (InterruptedException e) {
      cut(thread);
      throw e;
    }
  }

  private void complete(Reader<T> reader) {
    try {
      result.complete(read(reader));
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private T read(Reader<T> reader) throws IOException {
    ClassicHttpResponse response = sender.send(to, request, owner);
    try {
      return reader.read(response);
    } finally {
      // Cancelled first: closing an open body would read it to its end.
      request.cancel();
      Closer.closeQuietly(response);
    }
  }

  private T await(Duration time) throws IOException, InterruptedException, TimeoutException {
    try {
      return result.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("an exchange broke", e.getCause());
    }
  }

  private void cut(Thread thread) {
    request.cancel();
    thread.interrupt();
  }

  private Optional<T> rescued() throws InterruptedException {
    try {
      return Optional.of(await(GRACE));
    } catch (IOException | IllegalStateException | TimeoutException cutOff) {
      return Optional.empty();
    }
  }
}
