package runflow.provider.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A folder of this process alone for files on their way into the storage. What a process that ended
 * has left there is of no use to anybody: a job's answer can be asked for again.
 *
 * @param largestFile in bytes
 */
public record Scratch(Path folder, long largestFile) {
  /**
   * Makes the folder, or empties the one that is there.
   *
   * @throws IOException if that cannot be done
   */
  public static Scratch emptied(Path folder, long largestFile) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return new Scratch(folder, largestFile);
  }

  /**
   * What takes the files out of one answer about a job; those of an earlier answer about the same
   * job are replaced.
   *
   * @param fields names of the JSON fields that hold a file as base64
   */
  public InlineFiles inline(String job, Set<String> fields) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(job.getBytes(StandardCharsets.UTF_8));
      return new InlineFiles(this, HexFormat.of().formatHex(hash, 0, 16), fields);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
