package runflow.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.metric.RequestMetrics;
import tools.jackson.core.JacksonException;

/**
 * Serves requests of the API that another route of this server makes while it answers its own: the
 * same table, rights, limits and handlers, without a socket. Safe for use by many threads.
 */
public final class LocalApi {
  private final RoutingTable routes;
  private final Doorkeeper doorkeeper;
  private final Optional<RateLimit> rateLimit;
  private final RequestMetrics metrics;

  /** The routes that can be asked. */
  public LocalApi(
      List<Route> routes,
      Authenticator authenticator,
      Optional<RateLimit> rateLimit,
      RequestMetrics metrics) {
    this.routes = new RoutingTable(routes, NoRoute.unknown());
    this.doorkeeper = new Doorkeeper(authenticator);
    this.rateLimit = rateLimit;
    this.metrics = metrics;
  }

  /**
   * A request.
   *
   * @param target path and query, percent-encoded
   * @param json its body; empty if it has none
   */
  public record Ask(
      String method, String target, Optional<byte[]> json, Map<String, String> headers) {
    public Ask {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Asks, in the name of a caller.
   *
   * @param page the call that is being answered; its request id is used
   * @throws ApiException for what the API refuses, with the code and message that it would send
   */
  public Reply.Bytes call(Call page, Caller caller, Ask ask) throws Exception {
    var request = new Inner(page.request(), ask);
    RoutingTable.Match match = routes.find(ask.method(), request.getHttpURI().getPath());
    Caller admitted = doorkeeper.admit(match, caller, request);
    var charge =
        new RateCharge(
            rateLimit
                .filter(limit -> match.route().rateLimited())
                .map(limit -> new RateCharge.Limited(limit, caller.key())),
            HttpFields.build(),
            metrics);
    var source = Content.Source.from(ByteBuffer.wrap(ask.json().orElse(new byte[0])));
    try (var body = new RequestBody(source, new Semaphore(1))) {
      charge.first();
      Reply reply =
          match
              .route()
              .handler()
              .handle(new Call(request, body, page.requestId(), match.parts(), admitted, charge));
      return switch (reply) {
        case Reply.Bytes bytes -> bytes;
        case Reply.StoredFile file -> throw notHere(match);
        case Reply.Stream stream -> {
          stream.writer().close();
          throw notHere(match);
        }
      };
    } catch (RateLimit.Exceeded e) {
      throw new ApiException(ErrorCode.RATE_LIMITED, e.verdict().message());
    } catch (JacksonException e) {
      throw new ApiException(ErrorCode.BAD_REQUEST, JsonProblem.of(e));
    }
  }

  private static IllegalStateException notHere(RoutingTable.Match match) {
    return new IllegalStateException(match.route().signature() + " is not answered from memory");
  }

  /** The request as its handler sees it. */
  private static final class Inner extends Request.Wrapper {
    private final String method;
    private final HttpURI uri;
    private final HttpFields headers;

    Inner(Request outer, Ask ask) {
      super(outer);
      this.method = ask.method();
      this.uri = HttpURI.build(outer.getHttpURI(), ask.target()).asImmutable();
      HttpFields.Mutable fields = HttpFields.build();
      if (ask.json().isPresent()) {
        fields.put(new HttpField("Content-Type", "application/json"));
      }
      ask.headers().forEach(fields::put);
      this.headers = fields.asImmutable();
    }

    @Override
    public String getMethod() {
      return method;
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
