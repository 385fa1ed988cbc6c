package runflow.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/**
 * The bytes of one request body, bounded in size and time. What a handler leaves unread is drained
 * before the answer goes out, within bounds, because a client that is still sending would see a
 * reset instead of the answer.
 */
final class RequestBody {
  static final int LARGEST = 16 << 20;
  private static final long LARGEST_DRAINED = 64L << 20;
  private static final Duration READ_TIME = Duration.ofSeconds(60);
  private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

  private final InputStream in;
  private boolean exhausted;

  RequestBody(Content.Source source) {
    this.in = Content.Source.asInputStream(source);
  }

  /**
   * Reads everything.
   *
   * @throws ApiException {@code PAYLOAD_TOO_LARGE} over 16 MiB, {@code BAD_REQUEST} if it takes
   *     over a minute
   */
  byte[] read() throws IOException {
    long deadline = System.nanoTime() + READ_TIME.toNanos();
    var bytes = new ByteArrayOutputStream(Math.clamp(in.available(), 512, LARGEST));
    byte[] chunk = new byte[16 << 10];
    for (int n = next(chunk); n >= 0; n = next(chunk)) {
      if (bytes.size() + n > LARGEST) {
        throw new ApiException(
            ErrorCode.PAYLOAD_TOO_LARGE,
            "the body is larger than 16 MiB; pass large media by URL instead");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST, "the body did not arrive within a minute; send it again");
      }
      bytes.write(chunk, 0, n);
    }
    exhausted = true;
    return bytes.toByteArray();
  }

  /** Reads on; a client that breaks off or stalls is at fault itself. */
  private int next(byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException | HttpException.RuntimeException e) {
      exhausted = true;
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "the body did not arrive to its end; send the request again");
    }
  }

  void drain() {
    if (exhausted) {
      return;
    }
    long deadline = System.nanoTime() + DRAIN_TIME.toNanos();
    byte[] chunk = new byte[64 << 10];
    long drained = 0;
    try {
      while (drained < LARGEST_DRAINED && System.nanoTime() - deadline < 0) {
        int n = in.read(chunk);
        if (n < 0) {
          exhausted = true;
          return;
        }
        drained += n;
      }
    } catch (IOException | HttpException.RuntimeException e) {
      exhausted = true;
    }
  }
}
