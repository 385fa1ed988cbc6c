package runflow.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * How far threads of the engine let others go first. Java's own priorities do nothing on Linux but
 * with a flag that prints a warning for everybody but root.
 */
final class Niceness {
  /**
   * More than the 10 that ffmpeg is started with: frames are drawn in the gaps that its threads
   * leave each other, and not while their caches are full of a frame.
   */
  static final int BEHIND_FFMPEG = 15;

  /** The C library's {@code int nice(int increment)}, where it is about the calling thread. */
  private static final Optional<MethodHandle> NICE =
      System.getProperty("os.name").equals("Linux") ? find() : Optional.empty();

  private Niceness() {}

  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> find() {
    try {
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor signature =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      return Optional.of(
          linker.downcallHandle(linker.defaultLookup().findOrThrow("nice"), signature));
    } catch (UnsupportedOperationException | IllegalCallerException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /**
   * Puts the calling thread behind ffmpeg for good, and threads that it starts from then on. Does
   * nothing where the system cannot; work is the same then, only slower.
   */
  static void lower() {
    NICE.ifPresent(Niceness::lower);
  }

  private static void lower(MethodHandle nice) {
    try {
      // Going down is always allowed, so the answer tells nothing.
      var _ = (int) nice.invokeExact(BEHIND_FFMPEG);
    } catch (Throwable e) {
      throw new IllegalStateException("nice could not be called", e);
    }
  }
}
