package runflow.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Turns a fault into what goes over the wire. */
final class FaultyReply {
  private final Protocol.Errors errors;
  private final Faults faults;
  private final Journal journal;
  private volatile URI redirect = URI.create("http://169.254.169.254/latest/meta-data/");
  private volatile Duration retryAfter = Duration.ofSeconds(7);

  FaultyReply(Protocol.Errors errors, Faults faults, Journal journal) {
    this.errors = errors;
    this.faults = faults;
    this.journal = journal;
  }

  void redirectTo(URI target) {
    redirect = target;
  }

  void retryAfter(Duration delay) {
    retryAfter = delay;
  }

  /** The answer of the faults that keep the protocol from doing anything. */
  Optional<Reply> instead(Fault fault) {
    return Optional.ofNullable(
        switch (fault) {
          case TOO_MANY_REQUESTS -> errors.of(429, "too many requests");
          case TOO_MANY_REQUESTS_WITH_RETRY_AFTER ->
              errors
                  .of(429, "too many requests")
                  .with("Retry-After", Long.toString(retryAfter.toSeconds()));
          case INTERNAL_ERROR_ONCE -> errors.of(500, "internal error");
          case UNAVAILABLE_ONCE -> errors.of(503, "the service is currently unavailable");
          case UNAUTHORIZED -> errors.of(401, "the credentials are not valid");
          case MODEL_RETIRED -> errors.of(404, "this model is no longer available");
          case REDIRECT_TO_PRIVATE -> Reply.redirect(redirect.toString());
          case NONE,
              SLOW,
              DROP_BEFORE_BODY,
              DROP_AFTER_BODY,
              MALFORMED_JSON,
              TRUNCATED_MP4,
              SHORT_DOWNLOAD,
              WRONG_CONTENT_TYPE,
              ENDLESS_BODY,
              NEVER_ENDS,
              RESULT_EXPIRED,
              MODERATED_AFTER_RENDER,
              UNKNOWN_STATE ->
              null;
        });
  }

  void send(HttpExchange exchange, Reply reply, Fault fault) throws IOException {
    if (fault == Fault.DROP_AFTER_BODY) {
      return;
    }
    if (fault == Fault.ENDLESS_BODY && reply.status() < 300) {
      sendForEver(exchange, reply);
      return;
    }
    Reply damaged = reply.status() < 300 ? damaged(reply, fault) : reply;
    damaged.headers().forEach(exchange.getResponseHeaders()::set);
    int length = damaged.body().length;
    exchange.sendResponseHeaders(damaged.status(), length == 0 ? -1 : length);
    int sent = fault == Fault.SHORT_DOWNLOAD ? length / 2 : length;
    if (sent > 0) {
      journal.addSent(sent);
      exchange.getResponseBody().write(damaged.body(), 0, sent);
      exchange.getResponseBody().flush();
    }
  }

  private static Reply damaged(Reply reply, Fault fault) {
    if (fault == Fault.MALFORMED_JSON) {
      return reply.withBody(Arrays.copyOf(reply.body(), reply.body().length / 2));
    }
    if (fault == Fault.TRUNCATED_MP4) {
      return reply.withBody(Clip.truncated(reply.body()));
    }
    if (fault == Fault.WRONG_CONTENT_TYPE) {
      return reply.with("Content-Type", "text/html; charset=utf-8").withBody(Clip.HTML);
    }
    return reply;
  }

  private void sendForEver(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), 0);
    OutputStream out = exchange.getResponseBody();
    byte[] head =
        reply.isVideo() ? Clip.ENDLESS_HEAD : "{\"name\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] more = new byte[8192];
    Arrays.fill(more, (byte) 'a');
    journal.addSent(head.length);
    out.write(head);
    while (!faults.isClosed()) {
      journal.addSent(more.length);
      out.write(more);
    }
  }
}
