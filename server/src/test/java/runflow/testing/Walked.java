package runflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Holds a test to what its {@link Walks} promises. */
public final class Walked implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
  private static final int MOST_REMEMBERED = 10_000;

  /** No route, no key, no right or no server: what is refused before a route answers. */
  private static final Set<Integer> NOT_WALKED = Set.of(401, 403, 404, 405, 429, 500, 503);

  private static final Queue<String> ANSWERED = new ConcurrentLinkedQueue<>();

  /** Records the answer to a request. */
  public static void answered(String method, URI url, int status) {
    if (!NOT_WALKED.contains(status) && ANSWERED.size() < MOST_REMEMBERED) {
      ANSWERED.add(method + " " + url.getRawPath());
    }
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    ANSWERED.clear();
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    if (test.getExecutionException().isPresent()) {
      return;
    }
    for (String route : test.getRequiredTestMethod().getAnnotation(Walks.class).value()) {
      Pattern pattern = pattern(route);
      assertThat(ANSWERED)
          .as("%s is walked, as @Walks says", route)
          .anyMatch(request -> pattern.matcher(request).matches());
    }
  }

  private static Pattern pattern(String route) {
    var regex = new StringBuilder();
    int from = 0;
    var parts = Pattern.compile("\\{\\w+(\\.\\.\\.)?}").matcher(route);
    while (parts.find()) {
      regex.append(Pattern.quote(route.substring(from, parts.start())));
      regex.append(parts.group(1) == null ? "[^/]+" : ".+");
      from = parts.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(route.substring(from))).toString());
  }
}
