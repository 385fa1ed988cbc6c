package runflow.videos;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.asset.ImageHeader;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.error.Shown;
import runflow.http.Call;
import runflow.http.Form;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request to create a video, whichever of its two forms it came in.
 *
 * @param fields what was sent, without the picture; texts only if it was a form
 * @param picture the reference picture as a run's input names it
 */
record VideoOrder(ObjectNode fields, Optional<String> picture) {
  static final String PICTURE = "input_reference";

  private static final Pattern NESTED = Pattern.compile("(\\w+)\\[(\\w+)]");
  private static final int LARGEST_PICTURE = 12 << 20;

  /**
   * Reads a body.
   *
   * @throws ApiException {@code BAD_REQUEST}, {@code PAYLOAD_TOO_LARGE} or {@code
   *     UNSUPPORTED_MEDIA_TYPE}
   */
  static VideoOrder read(Call call) throws InterruptedException {
    return call.hasForm() ? of(call.form()) : of(Json.tree(call.json()));
  }

  private static VideoOrder of(Form form) {
    ObjectNode fields = Json.object();
    form.texts()
        .forEach(
            (name, text) -> {
              Matcher nested = NESTED.matcher(name);
              if (nested.matches()) {
                ObjectNode outer =
                    fields.path(nested.group(1)) instanceof ObjectNode known
                        ? known
                        : fields.putObject(nested.group(1));
                outer.put(nested.group(2), text);
              } else {
                fields.put(name, text);
              }
            });
    for (Map.Entry<String, byte[]> file : form.files().entrySet()) {
      if (!file.getKey().equals(PICTURE)) {
        throw bad(file.getKey(), "`%s` cannot be a file; only `%s` can");
      }
      fields.put(PICTURE, dataUri(file.getValue()));
    }
    return of(fields);
  }

  private static VideoOrder of(JsonNode body) {
    if (!(body instanceof ObjectNode fields)) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
    }
    JsonNode picture = fields.path(PICTURE);
    fields.remove(PICTURE);
    return new VideoOrder(fields, reference(picture));
  }

  private static Optional<String> reference(JsonNode picture) {
    if (picture.isMissingNode() || picture.isNull()) {
      return Optional.empty();
    }
    if (picture.isString()) {
      return Optional.of(picture.stringValue());
    }
    if (picture.path("image_url").isString()) {
      return Optional.of(picture.path("image_url").stringValue());
    }
    if (picture.path("file_id").isString()) {
      return Optional.of("runflow://assets/" + picture.path("file_id").stringValue());
    }
    throw refuse("must be a file, or an object with `image_url` or `file_id`");
  }

  /** The storage of pictures is reached by way of the run's input, which checks before it keeps. */
  private static String dataUri(byte[] picture) {
    if (picture.length > LARGEST_PICTURE) {
      throw refuse("must have at most 12 MiB, but has %d bytes".formatted(picture.length));
    }
    try {
      String type = ImageHeader.read(picture).mimeType();
      return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(picture);
    } catch (ImageHeader.Unusable e) {
      throw refuse("cannot be used: " + e.getMessage());
    }
  }

  private static ApiException refuse(String rule) {
    return bad(PICTURE, "`%s` " + rule);
  }

  private static ApiException bad(String field, String message) {
    String shown = Shown.of(field);
    String told = message.replace("%s", shown);
    return new ApiException(
        ErrorCode.BAD_REQUEST, told, List.of(new FieldError(List.of(shown), told, "invalid")));
  }
}
