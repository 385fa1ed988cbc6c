package runflow.catalog;

import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;

/** The answer to a model id that the catalog does not have. */
public final class UnknownModel {
  private static final int MOST_SHOWN = 80;

  private UnknownModel() {}

  /** A {@code MODEL_NOT_FOUND} that names the nearest known id. */
  public static ApiException of(String id, Catalog catalog) {
    String hint =
        catalog
            .nearest(id)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("GET /v1/models lists them");
    String shown = Shown.of(id, MOST_SHOWN);
    return new ApiException(
        ErrorCode.MODEL_NOT_FOUND, "there is no model `%s`; %s".formatted(shown, hint));
  }
}
