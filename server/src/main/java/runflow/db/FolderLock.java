package runflow.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process at a time per data folder. The kernel gives the lock back when the process ends,
 * however it ends; the file also holds the number of the process, for the message only.
 */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "runflow.lock";

  /**
   * Folders that this very process holds: opening and closing the file a second time would drop the
   * lock that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder.
   *
   * @param folder a real path
   * @throws FolderInUseException if a process has it
   */
  public static FolderLock take(Path folder) throws IOException {
    if (!HELD.add(folder)) {
      throw inUse(folder, "this very process");
    }
    try {
      return new FolderLock(folder, locked(folder));
    } catch (IOException e) {
      HELD.remove(folder);
      throw e;
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(folder, "process " + Files.readString(file).strip());
      }
      String owner = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FolderInUseException inUse(Path folder, String owner) {
    return new FolderInUseException(
        "the data folder "
            + folder
            + " is in use by "
            + owner
            + "; stop that one first, or give this one another data folder");
  }

  @Override
  public void close() throws IOException {
    if (HELD.remove(folder)) {
      channel.close();
    }
  }
}
