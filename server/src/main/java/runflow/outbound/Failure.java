package runflow.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Turns what the client throws into a kind and a sentence that a stranger may read. */
record Failure(Trouble kind, String message) {
  static Failure of(Destination to, IOException e) {
    String host = "host `" + to.host() + "`";
    return switch (e) {
      case PolicyRefusal refusal ->
          new Failure(Trouble.REFUSED_BY_POLICY, String.valueOf(refusal.getMessage()));
      case UnknownHostException unknown ->
          new Failure(Trouble.DNS, host + " does not resolve to an address");
      case ConnectionRequestTimeoutException busy -> busy(to);
      case ConnectTimeoutException slow ->
          new Failure(
              Trouble.CONNECT,
              host + " did not accept a connection on port " + to.effectivePort() + " in time");
      case SocketTimeoutException slow -> new Failure(Trouble.TIMEOUT, host + " stopped answering");
      case ConnectException refused -> unreachable(host, to);
      case NoRouteToHostException lost -> unreachable(host, to);
      case SSLException tls -> new Failure(Trouble.TLS, host + tls(tls));
      default ->
          new Failure(
              Trouble.PROTOCOL, host + " closed the connection or did not answer with HTTP");
    };
  }

  static Failure late(Destination to, Duration timeout) {
    String bound = String.format(Locale.ROOT, "%.1f s", timeout.toMillis() / 1000.0);
    return new Failure(Trouble.TIMEOUT, "host `" + to.host() + "` did not answer within " + bound);
  }

  private static Failure unreachable(String host, Destination to) {
    return new Failure(
        Trouble.CONNECT, host + " refuses connections on port " + to.effectivePort());
  }

  private static Failure busy(Destination to) {
    return new Failure(
        Trouble.TIMEOUT,
        "host `"
            + to.host()
            + "` still holds all "
            + Connections.PER_ROUTE
            + " connections to one of its addresses");
  }

  private static String tls(SSLException e) {
    return switch (e) {
      case SSLPeerUnverifiedException name -> " has a certificate for another name";
      case SSLHandshakeException handshake ->
          " has a certificate that is not trusted, or the TLS handshake failed";
      default -> " does not speak TLS properly";
    };
  }
}
