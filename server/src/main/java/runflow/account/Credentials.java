package runflow.account;

/**
 * The caller's copy of the first keys, as {@code credentials.json} holds it.
 *
 * @param baseUrl what requests go to
 */
public record Credentials(String baseUrl, String testKey, String liveKey) {
  /** The same keys at another address. */
  public Credentials at(String otherBaseUrl) {
    return new Credentials(otherBaseUrl, testKey, liveKey);
  }

  @Override
  public String toString() {
    return "Credentials[" + baseUrl + "]";
  }
}
