package runflow.provider.declared;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a mistyped one most likely meant. */
final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** What to say of an unknown name: the nearest known one, or all of them. */
  static String hint(String name, Collection<String> known) {
    return to(name, known)
        .map(near -> "did you mean `%s`?".formatted(near))
        .orElseGet(() -> "known are " + String.join(", ", known));
  }

  private static Optional<String> to(String name, Collection<String> known) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.min(name.length() - 1, Math.max(2, name.length() / 3));
    return known.stream()
        .filter(one -> distance(name, one) <= limit)
        .min(Comparator.comparingInt(one -> distance(name, one)));
  }

  /** How many letters must be added, removed or changed. */
  private static int distance(String from, String to) {
    int[] costs = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(change, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[to.length()];
  }
}
