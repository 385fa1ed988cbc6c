package runflow.outbound;

import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Builds the HTTP client underneath: nothing is followed, repeated, remembered, unpacked or sent
 * through a proxy. Connections are not kept: each exchange is looked up and checked afresh, and
 * none fails because a kept connection had gone stale.
 */
final class Connections extends PoolingHttpClientConnectionManagerBuilder {
  /** All connections at once. */
  static final int TOTAL = 256;

  /** Connections to one host and port, so that a slow one leaves the others their share. */
  static final int PER_ROUTE = 32;

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_HEADERS = 100;
  private static final int MAX_LINE = 8192;

  private Connections() {}

  static CloseableHttpClient client(DnsResolver dns, SSLContext tls, String userAgent) {
    var manager =
        new Connections()
            .setDnsResolver(dns)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
            .setMaxConnTotal(TOTAL)
            .setMaxConnPerRoute(PER_ROUTE)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(Timeout.of(CONNECT_TIMEOUT)).build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MAX_HEADERS)
                            .setMaxLineLength(MAX_LINE)
                            .build())
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(manager)
        .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setUserAgent(userAgent)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
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
