package runflow.engine.encode;

import java.util.List;

/** Ends child processes together with what they have started. */
public final class Children {
  private Children() {}

  /**
   * Kills a process and its descendants, so that a script around ffmpeg leaves none behind. Those
   * of a process that has already ended can no longer be found, and are left alone.
   */
  public static void kill(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
