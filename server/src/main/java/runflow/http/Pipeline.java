package runflow.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import tools.jackson.core.JacksonException;

/**
 * What happens to every request, in order: id, route, key, handler, errors, answer. Stateless; each
 * request runs on a virtual thread of its own.
 */
final class Pipeline extends org.eclipse.jetty.server.Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

  /** A body of 16 MiB lives as bytes, text and tree at the same time. */
  private static final long HEAP_FOR_A_LARGE_BODY = 160L << 20;

  private final RoutingTable routes;
  private final Authenticator authenticator;
  private final StoredFiles files;
  private final Semaphore placesForLargeBodies;

  Pipeline(RoutingTable routes, Authenticator authenticator) {
    this.routes = routes;
    this.authenticator = authenticator;
    this.files = new StoredFiles();
    addBean(files);
    long places = Runtime.getRuntime().maxMemory() / HEAP_FOR_A_LARGE_BODY;
    this.placesForLargeBodies = new Semaphore(Math.clamp(places, 2, 1024));
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    String requestId = RequestIds.of(request);
    response.getHeaders().put(RequestIds.HEADER, requestId);
    try (var body = new RequestBody(request, placesForLargeBodies)) {
      Reply reply = answer(request, body, requestId);
      body.drain();
      send(reply, request, response, done);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.failed(e);
    }
    return true;
  }

  private Reply answer(Request request, RequestBody body, String requestId) {
    try {
      RoutingTable.Match match = routes.find(request.getMethod(), request.getHttpURI().getPath());
      Caller caller = admit(match.route().access(), request);
      var call = new Call(request, body, requestId, match.parts(), caller);
      return match.route().handler().handle(call);
    } catch (ApiException e) {
      return Problem.of(e);
    } catch (RoutingTable.WrongMethod e) {
      return Problem.of(ErrorCode.METHOD_NOT_ALLOWED, String.valueOf(e.getMessage()))
          .with("Allow", e.allowed());
    } catch (JacksonException e) {
      return Problem.of(ErrorCode.BAD_REQUEST, JsonProblem.of(e));
    } catch (HttpException.RuntimeException | EofException e) {
      return Problem.of(ErrorCode.BAD_REQUEST, "the request could not be read to its end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problem.of(
          ErrorCode.MODEL_UNAVAILABLE, "the server is stopping; send the request again");
    } catch (Exception | StackOverflowError e) {
      log.error(
          "request {} {} {} failed and was answered 500; its caller may send it again",
          requestId,
          request.getMethod(),
          request.getHttpURI().getPath(),
          e);
      return Problem.of(
          ErrorCode.INTERNAL,
          "something went wrong on our side; quote request id %s when you report it"
              .formatted(requestId));
    }
  }

  private @Nullable Caller admit(Access access, Request request) {
    if (access == Access.OPEN) {
      return null;
    }
    Caller caller =
        authenticator.authenticate(
            Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
    boolean operator = caller.kind() == Caller.Kind.SERVICE;
    if (operator != (access == Access.OPERATOR)) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          operator
              ? "a service key administers and cannot use this route; send a live or test key"
              : "this route administers the server; send a service key (rf_svc_…)");
    }
    return caller;
  }

  private void send(Reply reply, Request request, Response response, Callback done) {
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.setStatus(reply.status());
    switch (reply) {
      case Reply.Bytes bytes -> {
        if (!bytes.contentType().isEmpty()) {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, bytes.contentType());
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.body().length);
        response.write(true, ByteBuffer.wrap(bytes.body()), done);
      }
      case Reply.StoredFile file -> {
        try {
          files.send(file, request, response, done);
        } catch (IOException e) {
          done.failed(e);
        }
      }
    }
  }
}
