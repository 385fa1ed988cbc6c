package runflow.provider.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import runflow.provider.Artifact;

/**
 * A scratch file, gone once it was read to its end. Whoever opens it after that gets an exception
 * that says to try again, and the job's answer brings it anew.
 */
record ReadOnce(Path file, long length, long most) implements Artifact.Content {
  @Override
  public InputStream open() throws IOException {
    if (length > most) {
      Files.deleteIfExists(file);
      throw new Artifact.Unusable("its file has %d bytes, more than %d".formatted(length, most));
    }
    return new Reader(Files.newInputStream(file));
  }

  private final class Reader extends FilterInputStream {
    private boolean ended;

    Reader(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      ended |= b < 0;
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      int n = super.read(buffer, offset, count);
      ended |= n < 0;
      return n;
    }

    @Override
    public void close() throws IOException {
      super.close();
      if (ended) {
        Files.deleteIfExists(file);
      }
    }
  }
}
