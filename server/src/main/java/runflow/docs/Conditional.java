package runflow.docs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import runflow.http.Call;
import runflow.http.Reply;

/** Answers that a browser keeps and asks about again: the same bytes are not sent twice. */
final class Conditional {
  private Conditional() {}

  /** The answer with its ETag; without its body if the reader has these very bytes. */
  static Reply of(Call call, Reply.Bytes reply) {
    String etag = '"' + HexFormat.of().formatHex(sha256(reply.body()), 0, 12) + '"';
    boolean known = call.header("If-None-Match").filter(tags -> tags.contains(etag)).isPresent();
    return (known ? new Reply.Bytes(304, reply.headers(), "", new byte[0]) : reply)
        .with("ETag", etag)
        .with("Cache-Control", "no-cache");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
