package runflow.outbound;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The resolver that connections use: what it returns has been checked, and a connection goes to
 * nothing else, so a name cannot change between check and connect. One forbidden address refuses
 * the whole answer.
 *
 * <p>Lookups run on a few platform threads: the operating system's resolver blocks its thread, and
 * would hold the carriers of the virtual threads.
 */
final class GuardedDns implements DnsResolver, AutoCloseable {
  private static final int THREADS = 32;
  private static final int WAITING = 1024;

  private final AddressPolicy policy;
  private final HostResolver resolver;
  private final ThreadPoolExecutor lookups;

  GuardedDns(AddressPolicy policy, HostResolver resolver) {
    this.policy = policy;
    this.resolver = resolver;
    lookups =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("outbound-dns-", 0).daemon().factory());
    lookups.allowCoreThreadTimeOut(true);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isPresent()) {
      InetAddress address = literal.get().inet(host);
      refuse("", policy.check(address));
      return new InetAddress[] {address};
    }
    refuse("", policy.checkName(host));
    List<InetAddress> found = lookUp(host);
    if (found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    for (InetAddress address : found) {
      String place = "host `" + host + "` resolves to " + IpAddress.of(address) + ": ";
      refuse(place, policy.check(host, address));
    }
    return found.stream()
        .map(address -> IpAddress.of(address).inet(host))
        .toArray(InetAddress[]::new);
  }

  private static void refuse(String prefix, AddressPolicy.Verdict verdict) throws PolicyRefusal {
    if (verdict instanceof AddressPolicy.Verdict.Refused refused) {
      throw new PolicyRefusal(prefix + refused.message());
    }
  }

  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    Future<List<InetAddress>> answer;
    try {
      answer = lookups.submit(() -> resolver.resolve(host));
    } catch (RejectedExecutionException e) {
      throw unknown(host, e);
    }
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unknown(host, new InterruptedIOException());
    } catch (ExecutionException e) {
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    var unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
