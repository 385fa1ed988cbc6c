package runflow.fake;

/** Thrown by a handler that refuses its request. */
final class Refused extends RuntimeException {
  private final transient Reply reply;

  Refused(Reply reply) {
    super(reply.status() + " " + new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8));
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
