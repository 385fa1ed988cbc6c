package runflow.http;

import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.Config;

/**
 * Looks every minute whether certificate or key were replaced, and lets new connections have the
 * new ones. What cannot be used, such as a certificate whose key is still to come, changes nothing
 * and is tried again as soon as it is written again.
 */
final class TlsRenewal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsRenewal.class);
  private static final Duration PACE = Duration.ofMinutes(1);

  private final Config.Tls tls;
  private final SslContextFactory.Server factory;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-renewal").factory());
  private byte[] seen;

  TlsRenewal(Config.Tls tls, SslContextFactory.Server factory) throws IOException {
    this.tls = tls;
    this.factory = factory;
    this.seen = content();
  }

  void start() {
    // It ends with the timer, and a look never fails.
    ScheduledFuture<?> ignored =
        timer.scheduleWithFixedDelay(
            this::look, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks now; never fails. */
  synchronized void look() {
    try {
      byte[] now = content();
      if (!Arrays.equals(now, seen)) {
        seen = now;
        KeyStore keys = TlsIdentity.keys(tls);
        factory.reload(same -> same.setKeyStore(keys));
        log.info("new connections get the certificate that {} holds now", tls.cert());
      }
    } catch (Exception e) {
      log.error(
          "{} and {} have changed but cannot be used, so https goes on with the old certificate: {}",
          tls.cert(),
          tls.key(),
          e.getMessage());
    }
  }

  private byte[] content() throws IOException {
    byte[] cert = Files.readAllBytes(tls.cert());
    byte[] key = Files.readAllBytes(tls.key());
    byte[] both = Arrays.copyOf(cert, cert.length + key.length);
    System.arraycopy(key, 0, both, cert.length, key.length);
    return both;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
