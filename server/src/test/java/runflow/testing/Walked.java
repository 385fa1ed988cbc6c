package runflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Holds a test to what its {@link Walks} promises. */
public final class Walked implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
  /** No route, no key, no right or no server: what is refused before a route answers. */
  private static final Set<Integer> NOT_WALKED = Set.of(401, 403, 404, 405, 429, 500, 503);

  /** What was answered during the walk that is under way; null while there is none. */
  private static volatile @Nullable Set<String> walk;

  /** Records the answer to a request. */
  public static void answered(String method, URI url, int status) {
    Set<String> answered = walk;
    if (answered != null && !NOT_WALKED.contains(status)) {
      answered.add(method + " " + url.getRawPath());
    }
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    walk = ConcurrentHashMap.newKeySet();
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    Set<String> answered = walk;
    walk = null;
    if (answered == null || test.getExecutionException().isPresent()) {
      return;
    }
    Walks walks =
        AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), Walks.class).orElseThrow();
    for (String route : walks.value()) {
      Pattern pattern = pattern(route);
      assertThat(answered)
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
