package runflow.http;

import java.io.IOException;
import java.io.OutputStream;

/** Makes the body of a {@link Reply.Stream}. Used by one thread. */
public interface StreamWriter extends AutoCloseable {
  /**
   * Writes the body; when this returns, the answer is complete.
   *
   * @param out sends each array that it is given at once, and blocks while the client does not read
   * @throws IOException if the client has gone, or has not read for half a minute
   */
  void write(OutputStream out) throws IOException, InterruptedException;

  /** Gives back what the answer held. */
  @Override
  void close();
}
