package runflow.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.metric.RequestMetrics;
import tools.jackson.core.JacksonException;

/**
 * What happens to every request, in order: id, route, key, rate limit, handler, errors, answer.
 * Each request runs on a virtual thread of its own.
 */
final class Pipeline extends org.eclipse.jetty.server.Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

  /** A body of 16 MiB lives as bytes, text and tree at the same time. */
  private static final long HEAP_FOR_A_LARGE_BODY = 160L << 20;

  private final RoutingTable routes;
  private final Function<Call, ErrorShape> toBrowsers;
  private final Doorkeeper doorkeeper;
  private final Optional<RateLimit> rateLimit;
  private final RequestMetrics metrics;
  private final IdentityHashMap<Route, RequestMetrics.Route> measured = new IdentityHashMap<>();
  private final RequestMetrics.Route unmatched;
  private final StoredFiles files;
  private final Semaphore placesForLargeBodies;

  Pipeline(
      Routing routing,
      Authenticator authenticator,
      Optional<RateLimit> rateLimit,
      RequestMetrics metrics) {
    this.routes = new RoutingTable(routing.routes(), routing.noRoute());
    this.toBrowsers = routing.toBrowsers();
    this.doorkeeper = new Doorkeeper(authenticator);
    this.rateLimit = rateLimit;
    this.metrics = metrics;
    for (Route route : routes.all()) {
      measured.put(route, metrics.route(route.method(), route.path().text()));
    }
    this.unmatched = metrics.unmatched();
    this.files = new StoredFiles();
    addBean(files);
    long places = Runtime.getRuntime().maxMemory() / HEAP_FOR_A_LARGE_BODY;
    this.placesForLargeBodies = new Semaphore(Math.clamp(places, 2, 1024));
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    String requestId = RequestIds.of(request);
    response.getHeaders().put(RequestIds.HEADER, requestId);
    RequestMetrics.Route answers = unmatched;
    try (var body = new RequestBody(request, placesForLargeBodies)) {
      Reply reply;
      ErrorShape errors = toAnybody(request, response, body, requestId);
      try {
        RoutingTable.Match match = routes.find(request.getMethod(), request.getHttpURI().getPath());
        answers = measured.getOrDefault(match.route(), unmatched);
        errors = match.route().ownErrors().orElse(errors);
        reply = serve(match, request, response.getHeaders(), body, requestId);
      } catch (Exception | StackOverflowError e) {
        reply = refusal(errors, e, request, requestId);
      }
      drain(body, reply);
      send(reply, request, response, done, answers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answers.answered(ErrorCode.INTERNAL.status(), age(request));
      done.failed(e);
    }
    return true;
  }

  /** How a refusal looks where no route says how. */
  private ErrorShape toAnybody(
      Request request, Response response, RequestBody body, String requestId) {
    if (!isFromBrowser(request)) {
      return ErrorShape.ENVELOPE;
    }
    var charge = new RateCharge(Optional.empty(), response.getHeaders(), metrics);
    return toBrowsers.apply(new Call(request, body, requestId, Map.of(), null, charge));
  }

  /** Whether somebody looks for a page, and not a program for an answer of the API. */
  private static boolean isFromBrowser(Request request) {
    String path = request.getHttpURI().getPath();
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return path != null
        && !path.startsWith("/v1/")
        && accept != null
        && accept.contains("text/html");
  }

  private static void drain(RequestBody body, Reply reply) throws InterruptedException {
    try {
      body.drain();
    } catch (InterruptedException e) {
      if (reply instanceof Reply.Stream stream) {
        stream.writer().close();
      }
      throw e;
    }
  }

  private Reply serve(
      RoutingTable.Match match,
      Request request,
      HttpFields.Mutable headers,
      RequestBody body,
      String requestId)
      throws Exception {
    Optional<Caller> caller = doorkeeper.admit(match, request);
    Optional<RateCharge.Limited> limited =
        caller
            .filter(known -> match.route().rateLimited())
            .flatMap(known -> rateLimit.map(limit -> new RateCharge.Limited(limit, known.key())));
    var charge = new RateCharge(limited, headers, metrics);
    charge.first();
    return match
        .route()
        .handler()
        .handle(new Call(request, body, requestId, match.parts(), caller.orElse(null), charge));
  }

  private static Reply refusal(
      ErrorShape errors, Throwable failure, Request request, String requestId) {
    return switch (failure) {
      case ApiException e -> Problem.of(errors, e);
      case RateLimit.Exceeded e ->
          Problem.of(errors, ErrorCode.RATE_LIMITED, e.verdict().message())
              .with("Retry-After", Long.toString(e.verdict().retryAfter()));
      case RoutingTable.WrongMethod e ->
          Problem.of(errors, ErrorCode.METHOD_NOT_ALLOWED, String.valueOf(e.getMessage()))
              .with("Allow", e.allowed());
      case JacksonException e -> Problem.of(errors, ErrorCode.BAD_REQUEST, JsonProblem.of(e));
      case HttpException.RuntimeException e -> unreadable(errors);
      case EofException e -> unreadable(errors);
      case InterruptedException e -> {
        Thread.currentThread().interrupt();
        yield Problem.of(
            errors, ErrorCode.MODEL_UNAVAILABLE, "the server is stopping; send the request again");
      }
      default -> {
        Optional<String> outage = Outage.of(failure);
        yield outage.isPresent()
            ? unavailable(errors, outage.get(), request, requestId)
            : broken(errors, failure, request, requestId);
      }
    };
  }

  /** Whether the request took effect may be unknown: the outage may have cut off a commit. */
  private static Reply unavailable(
      ErrorShape errors, String outage, Request request, String requestId) {
    log.warn(
        "request {} {} {} was answered 503, because {}; its caller may send it again",
        requestId,
        request.getMethod(),
        request.getHttpURI().getPath(),
        outage);
    return Problem.of(
            errors,
            ErrorCode.MODEL_UNAVAILABLE,
            "%s; send the request again later, a creation with the same `Idempotency-Key`"
                .formatted(outage))
        .with("Retry-After", "5");
  }

  private static Reply broken(
      ErrorShape errors, Throwable failure, Request request, String requestId) {
    log.error(
        "request {} {} {} failed and was answered 500; its caller may send it again",
        requestId,
        request.getMethod(),
        request.getHttpURI().getPath(),
        failure);
    return Problem.of(
        errors,
        ErrorCode.INTERNAL,
        "something went wrong on our side; quote request id %s when you report it"
            .formatted(requestId));
  }

  private static Reply unreadable(ErrorShape errors) {
    return Problem.of(errors, ErrorCode.BAD_REQUEST, "the request could not be read to its end");
  }

  private void send(
      Reply reply,
      Request request,
      Response response,
      Callback done,
      RequestMetrics.Route answers) {
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.setStatus(reply.status());
    switch (reply) {
      case Reply.Bytes bytes -> {
        if (!bytes.contentType().isEmpty()) {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, bytes.contentType());
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.body().length);
        answers.answered(bytes.status(), age(request));
        response.write(true, ByteBuffer.wrap(bytes.body()), done);
      }
      case Reply.StoredFile file -> {
        // Only when it is sent does the status say whether it was a part, or nothing new.
        Callback sent =
            Callback.from(() -> answers.answered(response.getStatus(), age(request)), done);
        try {
          files.send(file, request, response, sent);
        } catch (IOException e) {
          sent.failed(e);
        }
      }
      case Reply.Stream stream -> {
        answers.answered(stream.status(), age(request));
        stream(stream, request, response, done);
      }
    }
  }

  private static void stream(
      Reply.Stream stream, Request request, Response response, Callback done) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
    try (StreamWriter writer = stream.writer()) {
      if (!HttpMethod.HEAD.is(request.getMethod())) {
        writer.write(Content.Sink.asOutputStream(response));
      }
    } catch (IOException e) {
      log.debug("a client has left its stream", e);
      done.failed(e);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.failed(e);
      return;
    } catch (RuntimeException e) {
      log.warn("a stream broke off; its client may open it again: {}", e.toString());
      done.failed(e);
      return;
    }
    response.write(true, null, done);
  }

  private static Duration age(Request request) {
    return Duration.ofNanos(System.nanoTime() - request.getHeadersNanoTime());
  }
}
