package runflow.outbound;

import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Builds the HTTP client underneath: nothing is followed, repeated, remembered, unpacked or sent
 * through a proxy.
 *
 * <p>A connection is kept where the answer was read to its end and neither side wanted to close.
 * The pool finds it again by scheme, host name, port, judged address and owner, all of them equal;
 * {@link Sender} judges the address before each request, so a kept connection is never the way to
 * an address that the name no longer has or that is no longer allowed. Kept connections count among
 * {@link #TOTAL} and {@link #PER_ROUTE} and make way for new ones.
 */
final class Connections extends PoolingHttpClientConnectionManagerBuilder {
  /** All connections at once, kept ones among them. */
  static final int TOTAL = 256;

  /**
   * Connections to one host, port and address, so that a slow one leaves the others their share.
   */
  static final int PER_ROUTE = 32;

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * How long a connection is kept without use: long enough for a burst of callbacks, and less than
   * the five seconds after which many receivers hang up (Apache, Node.js, uvicorn).
   */
  static final Duration KEPT = Duration.ofSeconds(2);

  /** After this a connection is made anew, so that a changed certificate is seen. */
  private static final Duration OLDEST = Duration.ofMinutes(1);

  private static final int MAX_HEADERS = 100;
  private static final int MAX_LINE = 8192;

  private Connections() {}

  static CloseableHttpClient client(
      DnsResolver dns, SSLContext tls, String userAgent, Duration kept) {
    Http1Config bounds =
        Http1Config.custom().setMaxHeaderCount(MAX_HEADERS).setMaxLineLength(MAX_LINE).build();
    var manager =
        new Connections()
            .setDnsResolver(dns)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
            .setMaxConnTotal(TOTAL)
            .setMaxConnPerRoute(PER_ROUTE)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                    .setTimeToLive(TimeValue.of(OLDEST))
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build())
            .setConnectionFactory(socket -> new QuietConnection(bounds))
            .build();
    return HttpClients.custom()
        .setConnectionManager(manager)
        .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
        .setRequestExecutor(new ReuseAwareExecutor())
        .setKeepAliveStrategy((response, context) -> keptAfter(response, context, kept))
        .evictIdleConnections(TimeValue.of(kept))
        .setUserTokenHandler((route, context) -> null)
        .setUserAgent(userAgent)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** How long a connection is kept after an answer: less than usual if the answer says so. */
  static TimeValue keptAfter(HttpResponse response, HttpContext context, Duration kept) {
    TimeValue said =
        DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
    TimeValue most = TimeValue.of(kept);
    return TimeValue.isPositive(said) && said.compareTo(most) < 0 ? said : most;
  }

  @Override
  protected HttpClientConnectionOperator createConnectionOperator(
      SchemePortResolver ports, DnsResolver dns, TlsSocketStrategy tls) {
    return new DefaultHttpClientConnectionOperator(
        socks -> new Socket(Proxy.NO_PROXY),
        ports,
        dns,
        RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
  }
}
