package runflow.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import runflow.error.Shown;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says what is wrong with a body that is not JSON, without the parser's own settings. */
final class JsonProblem {
  private static final int LONGEST = 200;

  /** Where the parser begins to speak of itself. */
  private static final Pattern OWN_WORDS =
      Pattern.compile(
          " \\(start marker at .*| \\(not recognized .*| \\(for .*|: enable `.*|; enable .*|"
              + " \\(from `.*",
          Pattern.DOTALL);

  private JsonProblem() {}

  static String of(JacksonException e) {
    String reason =
        e instanceof StreamConstraintsException
            ? "it is over a limit (64 levels, names of 512 characters, numbers of 1000 digits)"
            : OWN_WORDS.matcher(String.valueOf(e.getOriginalMessage())).replaceFirst("");
    String shown = Shown.of(reason, LONGEST);
    return "the body is not valid JSON: " + shown + place(e.getLocation());
  }

  private static String place(@Nullable TokenStreamLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }
}
