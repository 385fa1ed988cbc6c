package runflow.provider.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import runflow.provider.Artifact;

/** A file that takes so many bytes and only counts those that come after them. */
final class CappedFile extends OutputStream {
  private final OutputStream out;
  private final long most;
  private long length;

  CappedFile(Path file, long most) throws IOException {
    this.out = Files.newOutputStream(file);
    this.most = most;
  }

  /**
   * Trouble with the folder, said apart from trouble with the connection that the bytes come from.
   */
  static IOException unwritable(IOException cause) {
    var trouble = new Artifact.Unusable("this server's scratch folder cannot be written");
    trouble.initCause(cause);
    return trouble;
  }

  /** How many bytes came. */
  long length() {
    return length;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    long room = Math.clamp(most - length, 0, count);
    length += count;
    try {
      out.write(bytes, offset, (int) room);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
