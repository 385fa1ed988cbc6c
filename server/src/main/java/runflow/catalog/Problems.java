package runflow.catalog;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with catalog files, so that an operator sees all of it at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void add(String file, int line, String reason) {
    found.add(file + ":" + line + ": " + reason);
  }

  int count() {
    return found.size();
  }

  void stopIfAny() {
    if (!found.isEmpty()) {
      throw new CatalogException(found);
    }
  }
}
