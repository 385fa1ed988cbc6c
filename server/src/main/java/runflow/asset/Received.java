package runflow.asset;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import runflow.config.PrivateFile;

/**
 * Bytes that have arrived in a local file and are not yet kept: they can be looked at first.
 * Closing drops what was not kept.
 */
public record Received(Path file, StoredObject object) implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  /** More bytes than are taken. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long largest) {
      super("the file is larger than " + largest + " bytes");
    }
  }

  /**
   * Copies a stream to its end into a new file.
   *
   * @throws IOException if the stream fails, is longer, or the disk is full; nothing is left then
   */
  static Received copy(InputStream content, Path folder, long largest) throws IOException {
    Path part = folder.resolve("put-" + UuidCreator.getTimeOrderedEpochFast() + ".part");
    try {
      MessageDigest digest = sha256();
      long size = copy(content, part, digest, largest);
      return new Received(part, new StoredObject(HexFormat.of().formatHex(digest.digest()), size));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }

  private static long copy(InputStream content, Path part, MessageDigest digest, long largest)
      throws IOException {
    long size = 0;
    try (OutputStream out = new DigestOutputStream(PrivateFile.write(part), digest)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
        size += n;
        if (size > largest) {
          throw new TooLarge(largest);
        }
        out.write(chunk, 0, n);
      }
    }
    return size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
