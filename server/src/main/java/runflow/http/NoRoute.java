package runflow.http;

import runflow.error.ApiException;
import runflow.error.ErrorCode;

/** The answer at a path where no route leads. */
@FunctionalInterface
public interface NoRoute {
  ApiException at(String path);

  /** On a node that serves the whole API: the path does not exist. */
  static NoRoute unknown() {
    return path ->
        new ApiException(
            ErrorCode.NOT_FOUND,
            "there is nothing at `%s`; /llms.txt lists what is".formatted(path));
  }

  /** On a node that only works: the path may exist elsewhere, so the request may be sent again. */
  static NoRoute elsewhere() {
    return path ->
        new ApiException(
            ErrorCode.MODEL_UNAVAILABLE,
            ("this node does not serve `%s`: it has the role worker only, so send the request to a"
                    + " node with the role api")
                .formatted(path));
  }
}
