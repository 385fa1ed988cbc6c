package runflow.http;

/** What a request must show to be let in; each route says it where it is made. */
public sealed interface Access {
  /** Anyone, without a key. */
  Access OPEN = new Open();

  /** Holders of any key, whatever its scopes. */
  Access ANY_KEY = new AnyKey();

  /** Holders of a key with a scope. */
  static Access with(Scope scope) {
    return new Scoped(scope, false);
  }

  /** As {@link #with}, and holders of a token that reads the run {@code {id}} of the path. */
  static Access withOrReadToken(Scope scope) {
    return new Scoped(scope, true);
  }

  /** See {@link #OPEN}. */
  record Open() implements Access {}

  /** See {@link #ANY_KEY}. */
  record AnyKey() implements Access {}

  /** See {@link #with} and {@link #withOrReadToken}. */
  record Scoped(Scope scope, boolean readTokens) implements Access {}
}
