package runflow.page;

import runflow.http.Call;

/** Surrounds pages that anybody may read, for whoever reads them. */
@FunctionalInterface
public interface Frames {
  /** What surrounds a page; with {@link Frame#who} if its reader is signed in. */
  Frame of(Call call, String title, Section section);
}
