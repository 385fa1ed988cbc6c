package runflow.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A document that is the same for everybody who may read it: compressed once and kept so, beside
 * its plain form, each with an ETag of its own. What holds a secret of its reader is none: how well
 * it compresses would tell of the secret. Immutable.
 */
public final class FixedText {
  private static final String GZIP = "gzip";
  private static final String VARY = "Vary";

  private final Reply.Bytes plain;
  private final Reply.Bytes zipped;

  /** Takes an answer as it is sent to those who take nothing compressed, with its headers. */
  public FixedText(Reply.Bytes reply) {
    String vary = reply.headers().get(VARY);
    Reply.Bytes varied =
        reply.with(VARY, vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
    String tag = HexFormat.of().formatHex(sha256(reply.body()), 0, 12);
    byte[] smaller = zipped(reply.body());
    this.plain = varied.with("ETag", '"' + tag + '"');
    this.zipped =
        smaller.length >= reply.body().length
            ? plain
            : new Reply.Bytes(reply.status(), varied.headers(), reply.contentType(), smaller)
                .with("Content-Encoding", GZIP)
                .with("ETag", '"' + tag + "-" + GZIP + '"');
  }

  /** The form that the reader takes; without its body if these very bytes are there already. */
  public Reply.Bytes reply(Call call) {
    Reply.Bytes form = takesGzip(call) ? zipped : plain;
    String etag = String.valueOf(form.headers().get("ETag"));
    return call.header("If-None-Match").filter(known -> known.contains(etag)).isPresent()
        ? new Reply.Bytes(304, form.headers(), "", new byte[0])
        : form;
  }

  private static boolean takesGzip(Call call) {
    return call.request().getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
        .anyMatch(coding -> coding.toLowerCase(Locale.ROOT).equals(GZIP));
  }

  private static byte[] zipped(byte[] plain) {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
