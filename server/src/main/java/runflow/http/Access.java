package runflow.http;

/** Who may call a route. */
public enum Access {
  /** Anyone, without a key. */
  OPEN,
  /** Holders of a live or a test key. */
  CALLER,
  /** Holders of a service key. */
  OPERATOR
}
