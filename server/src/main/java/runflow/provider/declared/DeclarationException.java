package runflow.provider.declared;

import java.util.List;

/** Provider files that cannot be used; carries every problem found in all of them. */
public final class DeclarationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  DeclarationException(List<String> problems) {
    super("the provider files have mistakes:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, {@code file: /place: reason}. */
  public List<String> problems() {
    return problems;
  }
}
