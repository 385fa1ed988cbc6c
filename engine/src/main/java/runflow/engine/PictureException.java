package runflow.engine;

/** A picture cannot be used; the message says why and what would help. */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1;

  PictureException(String message) {
    super(message);
  }

  PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
