package runflow.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the routes that a test walks: each must answer it itself at least once. The page {@code
 * docs/reference/routes.md} names one such test for every route.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Walked.class)
public @interface Walks {
  /** As {@link TestServer#routes} names them, e.g. {@code GET /v1/runs/{id}}. */
  String[] value();
}
