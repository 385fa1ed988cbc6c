package runflow.engine;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** A decoder wanted more memory or time than any honest picture of its size needs. */
final class DecodeLimit extends IOException {
  private static final long serialVersionUID = 1;

  private final String why;

  private DecodeLimit(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }

  /**
   * Looks at what the thread that decodes has used since this object was made. A small file can
   * make a decoder allocate without end; no header tells that beforehand. Not thread-safe.
   */
  static final class Watch {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long BYTES_PER_PIXEL = 160;
    private static final long BASE = 96L << 20;
    private static final long MOST_SECONDS = 60;

    private final long bytes;
    private final long start = System.nanoTime();
    private final long before = THREADS.getCurrentThreadAllocatedBytes();

    Watch(long pixels) {
      bytes = BASE + pixels * BYTES_PER_PIXEL;
    }

    /**
     * Stops a decoder that has gone beyond.
     *
     * @throws DecodeLimit if it has
     */
    void look() throws DecodeLimit {
      if (THREADS.getCurrentThreadAllocatedBytes() - before > bytes) {
        throw new DecodeLimit("its decoder wants more memory than a picture of its size needs");
      }
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
        throw new DecodeLimit("it takes more than %d seconds".formatted(MOST_SECONDS));
      }
    }
  }
}
