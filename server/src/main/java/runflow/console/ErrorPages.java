package runflow.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.ErrorShape;
import runflow.http.Reply;
import runflow.page.Frame;
import runflow.page.Pages;
import runflow.page.Theme;

/** Refusals as pages that say what went wrong and where to go from there. */
final class ErrorPages implements ErrorShape {
  private final Pages pages;

  ErrorPages(Pages pages) {
    this.pages = pages;
  }

  /** The page for somebody of whom nothing is known. */
  @Override
  public Reply of(ErrorCode code, String message, List<FieldError> errors) {
    var frame =
        new Frame(title(code), Optional.empty(), Theme.AUTO, Optional.empty(), List.of(), "/");
    return page(frame, code, message, errors);
  }

  /**
   * The same in a frame that is made when it is needed.
   *
   * @param frames by the title of the page
   */
  ErrorShape in(Function<String, Frame> frames) {
    return (code, message, errors) -> page(frames.apply(title(code)), code, message, errors);
  }

  /** The page for somebody who is signed in. */
  Reply of(Visit visit, ApiException refusal) throws Exception {
    return page(
        visit.frame(title(refusal.code()), Optional.empty()),
        refusal.code(),
        String.valueOf(refusal.getMessage()),
        refusal.errors());
  }

  private Reply page(Frame frame, ErrorCode code, String message, List<FieldError> errors) {
    return pages.page(
        code.status(),
        "error.jte",
        frame,
        Map.of(
            "status", code.status(), "title", title(code), "message", message, "errors", errors));
  }

  private static String title(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND, MODEL_NOT_FOUND, RUN_NOT_FOUND, ASSET_NOT_FOUND -> "Nothing here";
      case UNAUTHORIZED -> "Signed out";
      case PERMISSION_DENIED -> "Not allowed";
      case INSUFFICIENT_CREDIT -> "Not enough money";
      case RATE_LIMITED -> "Too many requests";
      case MODEL_UNAVAILABLE -> "Not available right now";
      case INTERNAL -> "Something went wrong";
      case BAD_REQUEST,
          METHOD_NOT_ALLOWED,
          CONFLICT,
          PAYLOAD_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          VALIDATION_FAILED ->
          "That did not work";
    };
  }
}
