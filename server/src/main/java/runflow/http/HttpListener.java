package runflow.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.Config;
import runflow.error.ErrorCode;
import runflow.metric.RequestMetrics;

/**
 * The socket and the server behind it. The socket is bound first, so that the address is known
 * before the features that put it into their answers are built; requests are served after {@link
 * #start}.
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpListener.class);

  /** No part of the minute that a caller may wait for a run, or both would end at once. */
  private static final Duration IDLE = Duration.ofSeconds(45);

  /** An answer that is being written and makes no progress for so long is cut. */
  private static final Duration IDLE_WHILE_STOPPING = Duration.ofMillis(500);

  private static final int HEADER_BYTES = 16 << 10;

  /** Connections that wait to be accepted; beyond 50, which is Java's default, a burst is reset. */
  private static final int BACKLOG = 1024;

  private final Server server;
  private final String host;
  private final String localUrl;
  private final PublicUrl publicUrl;
  private final Optional<TlsRenewal> renewal;
  private Set<String> corsOrigins = Set.of();

  private HttpListener(
      Server server,
      String host,
      String localUrl,
      PublicUrl publicUrl,
      Optional<TlsRenewal> renewal) {
    this.server = server;
    this.host = host;
    this.localUrl = localUrl;
    this.publicUrl = publicUrl;
    this.renewal = renewal;
  }

  /**
   * Binds the socket, and another one if https is spoken.
   *
   * @param port 0 picks a free one
   * @param publicUrl what absolute URLs start with; absent means the listener's own address, the
   *     one with https if there is one
   * @param drain how long requests in flight get when the listener closes
   * @throws IOException if the address is taken or not ours, with what to do next
   */
  public static HttpListener bind(
      String host, int port, Optional<URI> publicUrl, Optional<Config.Tls> tls, Duration drain)
      throws IOException {
    var threads = new QueuedThreadPool(64, 4);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var server = new Server(threads);
    server.setStopTimeout(drain.toMillis());
    server.setErrorHandler(new EnvelopeErrors());

    var http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    // A client may encode the slashes of a model's id; no path here leads to a file by its name.
    http.setUriCompliance(
        UriCompliance.RFC3986.with("runflow", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    open(connector, host, port, "--port");
    String local = "http://" + urlHost(host) + ":" + connector.getLocalPort();
    String own = local;
    Optional<TlsRenewal> renewal = Optional.empty();
    if (tls.isPresent()) {
      try {
        SslContextFactory.Server identity = TlsIdentity.read(tls.get());
        renewal = Optional.of(new TlsRenewal(tls.get(), identity));
        int opened = openTls(server, http, identity, host, tls.get().port());
        own = "https://" + urlHost(host) + ":" + opened;
      } catch (IOException e) {
        connector.close();
        throw e;
      }
    }
    return new HttpListener(
        server, host, local, new PublicUrl(publicUrl.map(URI::toString).orElse(own)), renewal);
  }

  /** Opens the socket for https and says on which port. */
  private static int openTls(
      Server server,
      HttpConfiguration http,
      SslContextFactory.Server identity,
      String host,
      int port)
      throws IOException {
    var secure = new HttpConfiguration(http);
    var customizer = new SecureRequestCustomizer();
    // Whoever connects by another name has been told so by its own client.
    customizer.setSniHostCheck(false);
    secure.addCustomizer(customizer);
    var connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(identity, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(secure));
    open(connector, host, port, "`http.tls.port`");
    return connector.getLocalPort();
  }

  private static void open(ServerConnector connector, String host, int port, String setting)
      throws IOException {
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_WHILE_STOPPING.toMillis());
    connector.getServer().addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on %s port %d: %s; stop what uses it or choose another with %s"
              .formatted(host, port, rootMessage(e), setting),
          e);
    }
  }

  /** Where this very listener answers, whatever the world calls it. */
  public String localUrl() {
    return localUrl;
  }

  /** What absolute URLs start with. */
  public PublicUrl publicUrl() {
    return publicUrl;
  }

  /** Whether only this machine reaches it. */
  public boolean isLoopback() throws IOException {
    return InetAddress.getByName(host).isLoopbackAddress();
  }

  /** Lets the pages of these origins use what is served; to be called before the start. */
  public void allowOrigins(Set<String> origins) {
    corsOrigins = Set.copyOf(origins);
  }

  /**
   * Serves requests from now on.
   *
   * @param rateLimit for the routes that are limited; empty if there is no limit
   */
  public void start(
      Routing routing,
      Authenticator authenticator,
      Optional<RateLimit> rateLimit,
      RequestMetrics metrics)
      throws Exception {
    var pipeline = new Pipeline(routing, authenticator, rateLimit, metrics);
    Handler handler = new GracefulHandler(pipeline);
    if (!corsOrigins.isEmpty()) {
      handler = new CrossOrigin(corsOrigins, handler);
    }
    if (isLoopback()) {
      handler = new OwnNames(host, publicUrl, handler);
    }
    server.setHandler(handler);
    server.start();
    renewal.ifPresent(TlsRenewal::start);
  }

  /** Takes a certificate and key that were replaced on the disk; also done every minute. */
  void renewCertificate() {
    renewal.ifPresent(TlsRenewal::look);
  }

  /** Stops accepting, lets requests in flight finish within the drain time, then closes. */
  @Override
  public void close() throws IOException {
    renewal.ifPresent(TlsRenewal::close);
    try {
      if (server.isStarted()) {
        server.stop();
      } else {
        for (Connector each : server.getConnectors()) {
          ((ServerConnector) each).close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      log.warn("requests were still in flight after the drain time and have been cut");
    } catch (Exception e) {
      throw new IOException("the listener did not stop cleanly", e);
    }
  }

  private static String urlHost(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    if (address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /**
   * Puts what Jetty itself refuses (malformed request lines, oversized headers) into the envelope.
   */
  private static final class EnvelopeErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      int status = response.getStatus();
      ErrorCode code =
          switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 503 -> ErrorCode.MODEL_UNAVAILABLE;
            case 501, 505 -> ErrorCode.BAD_REQUEST;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST;
          };
      String message =
          switch (code) {
            case MODEL_UNAVAILABLE -> "the server is stopping; send the request again shortly";
            case INTERNAL -> "something went wrong on our side";
            default ->
                status == 416
                    ? "the file does not have the bytes that `Range` asks for"
                    : status == 412
                        ? "the file is not the one that `If-Match` names"
                        : "the request is not well-formed HTTP (status %d)".formatted(status);
          };
      if (status >= 500) {
        response.setStatus(code.status());
      }
      response.getHeaders().put(RequestIds.HEADER, RequestIds.of(request));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      Reply.Bytes body = (Reply.Bytes) Problem.of(ErrorShape.ENVELOPE, code, message);
      response.write(true, ByteBuffer.wrap(body.body()), callback);
      return true;
    }
  }
}
