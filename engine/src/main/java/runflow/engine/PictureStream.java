package runflow.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture file's bytes, not copied; reading them fails once the thread is interrupted or the
 * decoder has used too much.
 */
final class PictureStream extends ImageInputStreamImpl {
  /** Reads between two looks at what the decoder has used. */
  private static final int PERIOD = 64;

  private final byte[] bytes;
  private final DecodeLimit.Watch watch;
  private int reads;

  PictureStream(byte[] bytes, DecodeLimit.Watch watch) {
    this.bytes = bytes;
    this.watch = watch;
  }

  @Override
  public int read() throws IOException {
    ready();
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 255 : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    ready();
    if (length > 0 && streamPos >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  private void ready() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the thread was interrupted");
    }
    if (reads++ % PERIOD == 0) {
      watch.look();
    }
  }
}
