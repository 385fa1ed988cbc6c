package runflow.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * The priority of rendering: below that of whatever answers requests. On Linux a thread has one of
 * its own, which the threads and processes that it starts inherit; ffmpeg and the drawing then get
 * equal shares of what others leave. Elsewhere it cannot be told from Java.
 */
final class Background {
  /** As of the command {@code nice}: a tenth of the processor beside one busy thread. */
  private static final int NICE = 10;

  /** {@code setpriority(PRIO_PROCESS, the calling thread, …)}. */
  private static final int PROCESS = 0;

  private static final int CALLER = 0;

  private Background() {}

  /** Moves the calling thread to the background, for good: going back takes a right to do so. */
  static void enter() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return;
    }
    try {
      int _ = (int) Native.SET_PRIORITY.invokeExact(PROCESS, CALLER, NICE);
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority could not be called", e);
    }
  }

  /** Linked when the first video is rendered, not when a server starts. */
  private static final class Native {
    static final MethodHandle SET_PRIORITY = link();

    @SuppressWarnings("restricted") // the server is started with --enable-native-access
    private static MethodHandle link() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("setpriority"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
    }
  }
}
