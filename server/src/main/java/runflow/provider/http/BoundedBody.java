package runflow.provider.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import runflow.provider.Artifact;

/**
 * A body that ends in an exception when it is too long or takes too long, however slowly it drips.
 */
final class BoundedBody extends FilterInputStream {
  private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

  private final long mostBytes;
  private final ScheduledFuture<?> deadline;
  private long seen;
  private volatile boolean late;

  BoundedBody(InputStream body, long mostBytes, Duration time) {
    super(body);
    this.mostBytes = mostBytes;
    this.deadline =
        DEADLINES.schedule(this::cut, Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("provider-deadlines").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private void cut() {
    late = true;
    try {
      in.close();
    } catch (IOException alreadyBroken) {
      // Whoever reads finds out.
      late = true;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n;
    try {
      n = super.read(buffer, offset, length);
    } catch (IOException e) {
      throw late ? timeout(e) : e;
    }
    if (late) {
      throw new HttpTimeoutException("the body came too slowly");
    }
    seen += Math.max(n, 0);
    if (seen > mostBytes) {
      throw new Artifact.Unusable("it sent more than %d bytes".formatted(mostBytes));
    }
    return n;
  }

  private static IOException timeout(IOException cause) {
    var timeout = new HttpTimeoutException("the body came too slowly");
    timeout.initCause(cause);
    return timeout;
  }

  @Override
  public long skip(long n) throws IOException {
    return super.readNBytes((int) Math.min(n, 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    deadline.cancel(false);
    in.close();
  }
}
