package runflow.http;

/** What absolute URLs in answers start with: scheme, host and port, never taken from a request. */
public record PublicUrl(String base) {
  /** The absolute URL of a path that starts with a slash. */
  public String of(String path) {
    return base + path;
  }
}
