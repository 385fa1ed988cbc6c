package runflow.fake;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a Veo job of Google's ends. */
public enum VeoEnding {
  /** With every video that was asked for. */
  VIDEO,
  /** The filter withholds every video: a count and reasons, no video. */
  FILTERED,
  /** The filter withholds all but the first of several videos. */
  PARTLY_FILTERED,
  /** {@code error} with code 3 that names a support code: the input was refused by policy. */
  BLOCKED,
  /** {@code error} with code 13. */
  INTERNAL_ERROR,
  /** {@code error} with code 8. */
  EXHAUSTED,
  /** Done, with neither a video nor a reason. */
  EMPTY;

  static final String REASON =
      "The video could not be shown because it may violate the usage guidelines."
          + " Support codes: 58061214";

  /** The {@code error} member, if it ends with one. */
  Optional<ObjectNode> error() {
    return switch (this) {
      case BLOCKED ->
          Optional.of(
              error(
                  3,
                  "The input image goes against the Responsible AI practices of this service."
                      + " Support codes: 17301594"));
      case INTERNAL_ERROR -> Optional.of(error(13, "Internal error. Please try again later."));
      case EXHAUSTED -> Optional.of(error(8, "The service is at capacity."));
      case VIDEO, FILTERED, PARTLY_FILTERED, EMPTY -> Optional.empty();
    };
  }

  private static ObjectNode error(int code, String message) {
    return Json.object().put("code", code).put("message", message);
  }

  /** How many of the videos asked for the filter lets through. */
  int shown(int asked) {
    return switch (this) {
      case VIDEO -> asked;
      case PARTLY_FILTERED -> 1;
      case FILTERED, BLOCKED, INTERNAL_ERROR, EXHAUSTED, EMPTY -> 0;
    };
  }

  boolean isFiltered(int asked) {
    return this == FILTERED || (this == PARTLY_FILTERED && asked > 1);
  }
}
