package runflow.usage;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Call;

/** How a report is written. */
enum Format {
  JSON,
  CSV;

  private static final Pattern QUALITY = Pattern.compile(";\\s*q=([01](?:\\.\\d{0,3})?)");

  /**
   * What a request wants: its {@code format}, else what its {@code Accept} prefers, else JSON.
   *
   * @throws ApiException {@code BAD_REQUEST}
   */
  static Format of(Call call) {
    Optional<String> named = call.query("format");
    if (named.isEmpty()) {
      return accepted(call.header("Accept").orElse(""));
    }
    return switch (named.get()) {
      case "json" -> JSON;
      case "csv" -> CSV;
      default ->
          throw new ApiException(
              ErrorCode.BAD_REQUEST, "`format` must be json or csv, or left out");
    };
  }

  static Format accepted(String accept) {
    String types = accept.toLowerCase(Locale.ROOT);
    return quality(types, "text/csv") > quality(types, "application/json") ? CSV : JSON;
  }

  private static double quality(String accept, String type) {
    for (String part : accept.split(",", -1)) {
      if (part.strip().split("\\s*;", 2)[0].equals(type)) {
        Matcher quality = QUALITY.matcher(part);
        return quality.find() ? Double.parseDouble(quality.group(1)) : 1;
      }
    }
    return 0;
  }
}
