package runflow.asset;

import java.net.URI;
import java.util.Base64;
import runflow.id.AssetId;

/** A media field's value, told apart by its scheme (contract, section 7). */
public sealed interface MediaRef {
  /** A picture on the web, fetched when the run is dispatched. */
  record Web(URI url) implements MediaRef {}

  /** A picture in the request itself. */
  record Inline(byte[] bytes) implements MediaRef {}

  /** A picture that is stored here. */
  record Stored(AssetId id) implements MediaRef {}

  /** How a stored picture is written in an input. */
  String STORED_PREFIX = "runflow://assets/";

  /**
   * Reads a value that has passed the model's schema.
   *
   * @throws IllegalArgumentException with the reason if it is none of the three
   */
  static MediaRef parse(String value) {
    if (value.startsWith(STORED_PREFIX)) {
      return AssetId.parse(value.substring(STORED_PREFIX.length()))
          .<MediaRef>map(Stored::new)
          .orElseThrow(() -> new IllegalArgumentException("its asset id is not a UUID"));
    }
    if (value.regionMatches(true, 0, "data:", 0, 5)) {
      int comma = value.indexOf(',');
      if (comma < 0 || !value.regionMatches(true, comma - 7, ";base64", 0, 7)) {
        throw new IllegalArgumentException("a data: URI must be `data:image/…;base64,…`");
      }
      return new Inline(Base64.getDecoder().decode(value.substring(comma + 1)));
    }
    return new Web(URI.create(value));
  }
}
