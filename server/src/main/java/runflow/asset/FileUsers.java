package runflow.asset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All who may need stored files.
 *
 * @param others beside assets; each says which of some files it needs
 */
record FileUsers(UnusedFiles unused, List<UnaryOperator<Set<String>>> others) {
  FileUsers {
    others = List.copyOf(others);
  }

  /** Those of the files that anybody needs. */
  Set<String> needed(Set<String> sha256s) {
    Set<String> needed = new HashSet<>(unused.ofAssets(sha256s));
    others.forEach(user -> needed.addAll(user.apply(sha256s)));
    return needed;
  }
}
