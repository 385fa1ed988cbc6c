package runflow.account;

import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;

/** What is not there for this caller, whether or not it is there for another one. */
final class NotFound {
  private static final int MOST_SHOWN = 64;

  private NotFound() {}

  static ApiException organisation(String id) {
    return of("organisation", id);
  }

  static ApiException key(String id) {
    return of("key", id);
  }

  private static ApiException of(String what, String id) {
    return new ApiException(
        ErrorCode.NOT_FOUND,
        "there is no %s `%s` for this key".formatted(what, Shown.of(id, MOST_SHOWN)));
  }
}
