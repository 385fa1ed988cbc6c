package runflow.outbound;

/** The result of reading a URL. */
sealed interface UrlReading permits Destination, UrlReading.Bad {
  /**
   * Not a URL that could be called.
   *
   * @param rule the rest of a sentence that starts with the field's name
   */
  record Bad(String rule) implements UrlReading {}
}
