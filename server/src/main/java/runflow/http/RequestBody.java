package runflow.http;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/**
 * The bytes of one request body, bounded in size, in time and in how many large ones are in memory.
 * What a handler leaves unread is drained before the answer goes out, within bounds, because a
 * client that is still sending would see a reset instead of the answer. Used by one thread.
 */
final class RequestBody implements AutoCloseable {
  static final int LARGEST = 16 << 20;

  /** From here on a body needs one of the places for large ones. */
  private static final int LARGE = 1 << 20;

  private static final long LARGEST_DRAINED = 64L << 20;
  private static final Duration READ_TIME = Duration.ofSeconds(60);
  private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

  private final Content.Source source;
  private final Semaphore placesForLarge;
  private boolean ended;
  private boolean hasPlace;

  RequestBody(Content.Source source, Semaphore placesForLarge) {
    this.source = source;
    this.placesForLarge = placesForLarge;
  }

  /**
   * Reads everything.
   *
   * @throws ApiException {@code PAYLOAD_TOO_LARGE} over 16 MiB, {@code BAD_REQUEST} if it breaks
   *     off or takes over a minute, {@code MODEL_UNAVAILABLE} while too many large ones are being
   *     served
   */
  byte[] read() throws InterruptedException {
    long deadline = System.nanoTime() + READ_TIME.toNanos();
    var bytes = new ByteArrayOutputStream(1024);
    while (!ended) {
      Content.Chunk chunk = next(deadline);
      if (chunk == null) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "the body did not arrive to its end within a minute; send the request again");
      }
      try {
        if (bytes.size() + chunk.remaining() > LARGEST) {
          throw new ApiException(
              ErrorCode.PAYLOAD_TOO_LARGE,
              "the body is larger than 16 MiB; pass large media by URL instead");
        }
        if (bytes.size() + chunk.remaining() > LARGE) {
          takePlace(deadline);
        }
        byte[] part = new byte[chunk.remaining()];
        chunk.get(part, 0, part.length);
        bytes.write(part, 0, part.length);
      } finally {
        chunk.release();
      }
    }
    return bytes.toByteArray();
  }

  /** Reads bit by bit; see {@link Call#stream}. */
  InputStream stream(Duration longest) {
    return new Stream(System.nanoTime() + longest.toNanos());
  }

  /** Throws away what was not read, within 64 MiB and five seconds. */
  void drain() throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN_TIME.toNanos();
    long drained = 0;
    while (!ended && drained < LARGEST_DRAINED) {
      Content.Chunk chunk = next(deadline);
      if (chunk == null) {
        return;
      }
      drained += chunk.remaining();
      chunk.release();
    }
  }

  /** Gives the place for a large body back. */
  @Override
  public void close() {
    if (hasPlace) {
      hasPlace = false;
      placesForLarge.release();
    }
  }

  /** The next part; null if it breaks off or the deadline passes, and then nothing more is read. */
  private Content.@Nullable Chunk next(long deadline) throws InterruptedException {
    Content.Chunk chunk = source.read();
    while (chunk == null) {
      var arrived = new CountDownLatch(1);
      source.demand(arrived::countDown);
      if (!arrived.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        ended = true;
        return null;
      }
      chunk = source.read();
    }
    ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
    return Content.Chunk.isFailure(chunk) ? null : chunk;
  }

  private void takePlace(long deadline) throws InterruptedException {
    if (!hasPlace) {
      hasPlace = placesForLarge.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!hasPlace) {
        throw new ApiException(
            ErrorCode.MODEL_UNAVAILABLE,
            "too many large requests are being served; send the request again shortly");
      }
    }
  }

  /** The body as a stream; holds one chunk at a time. */
  private final class Stream extends InputStream {
    private final long deadline;
    private byte[] chunk = new byte[0];
    private int at;

    Stream(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public int read() {
      return fill() ? chunk[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int some = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, target, offset, some);
      at += some;
      return some;
    }

    /** Whether there is another byte. */
    private boolean fill() {
      while (at == chunk.length && !ended) {
        Content.Chunk next = awaitNext();
        if (next == null) {
          throw new ApiException(
              ErrorCode.BAD_REQUEST, "the body did not arrive to its end; send the request again");
        }
        chunk = new byte[next.remaining()];
        at = 0;
        next.get(chunk, 0, chunk.length);
        next.release();
      }
      return at < chunk.length;
    }

    private Content.@Nullable Chunk awaitNext() {
      try {
        return next(deadline);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }
}
