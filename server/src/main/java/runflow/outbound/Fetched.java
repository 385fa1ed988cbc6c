package runflow.outbound;

/** The result of fetching a file from a named place. */
public sealed interface Fetched {
  /** The whole body of a 2xx answer. */
  final class Content implements Fetched {
    private final byte[] bytes;
    private final String contentType;

    Content(byte[] bytes, String contentType) {
      this.bytes = bytes;
      this.contentType = contentType;
    }

    /** The body, not copied: it can be large and has one reader. */
    public byte[] bytes() {
      return bytes;
    }

    /** As the server named it, unchecked; empty if it did not. */
    public String contentType() {
      return contentType;
    }
  }

  /**
   * Nothing usable was fetched.
   *
   * @param message one sentence with the URL (without its query), the host and the reason
   */
  record Failed(Trouble kind, String message) implements Fetched {}
}
