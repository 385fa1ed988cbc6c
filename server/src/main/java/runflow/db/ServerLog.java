package runflow.db;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import runflow.config.PrivateFile;

/** What the embedded PostgreSQL prints; one older file is kept. */
record ServerLog(Path file) {
  private static final long ROTATE_AT = 8L << 20;
  private static final int TAIL_BYTES = 1500;

  /**
   * Puts a log that has grown large aside, and makes the file, which may quote statements, private.
   * To be called while nothing writes.
   */
  void prepare() throws IOException {
    if (Files.exists(file) && Files.size(file) > ROTATE_AT) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(file)) {
      PrivateFile.create(file);
    }
  }

  long size() throws IOException {
    return Files.size(file);
  }

  /** The end of what was printed since the log had {@code size} bytes. */
  String since(long size) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(size, in.length() - TAIL_BYTES);
      byte[] tail = new byte[(int) Math.max(0, in.length() - from)];
      in.seek(from);
      in.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8).strip();
    }
  }

  /** Runs a program whose output goes here; waits for its end. */
  boolean succeeds(ProcessBuilder program) throws IOException {
    Process process =
        program
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
            .start();
    process.getOutputStream().close();
    return process.onExit().join().exitValue() == 0;
  }
}
