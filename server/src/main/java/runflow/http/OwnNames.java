package runflow.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import runflow.error.ErrorCode;

/**
 * Answers only requests that name this machine. A listener on a loopback address is reached by any
 * page whose own name has been made to lead there (DNS rebinding); such a request names that page's
 * host.
 */
final class OwnNames extends Handler.Wrapper {
  /** Browsers and resolvers keep every name below it on the machine (RFC 6761). */
  private static final String LOCALHOST = ".localhost";

  private final Set<String> names;
  private final String url;

  /**
   * @param host that is listened on
   * @param publicUrl what the world calls the server
   */
  OwnNames(String host, PublicUrl publicUrl, Handler next) {
    super(next);
    this.url = publicUrl.base();
    var own = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    own.add(host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT));
    own.add(URI.create(url).getHost().toLowerCase(Locale.ROOT));
    this.names = Set.copyOf(own);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String name = Request.getServerName(request).toLowerCase(Locale.ROOT);
    if (names.contains(name) || name.endsWith(LOCALHOST)) {
      return super.handle(request, response, callback);
    }
    Reply.Bytes refusal =
        (Reply.Bytes)
            Problem.of(
                ErrorShape.ENVELOPE,
                ErrorCode.PERMISSION_DENIED,
                "this server listens on its own machine only and does not answer to the host name of this request; use %s, or set `http.public_url` to the name that it has"
                    .formatted(url));
    response.setStatus(refusal.status());
    response.getHeaders().put(RequestIds.HEADER, RequestIds.of(request));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, refusal.contentType());
    response.write(true, ByteBuffer.wrap(refusal.body()), callback);
    return true;
  }
}
