package runflow.catalog;

import java.util.List;

/** A catalog that cannot be used; carries every problem found in all of its files. */
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  CatalogException(List<String> problems) {
    super("the model catalog has mistakes:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, {@code file:line: reason}. */
  public List<String> problems() {
    return problems;
  }
}
