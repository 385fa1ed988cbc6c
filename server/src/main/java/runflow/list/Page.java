package runflow.list;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page as the API answers it. A page may hold fewer items than asked for and still have a
 * {@code next_pq}.
 *
 * @param nextPq null at the end
 * @param prevPq null at the start
 */
public record Page<T>(List<T> items, @Nullable String nextPq, @Nullable String prevPq) {
  /** A list that is all on one page. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null, null);
  }

  /**
   * Makes a page of the rows behind the cursor, in the direction of the walk: one more than the
   * limit if there are more.
   */
  public static <T> Page<T> of(ListRequest request, List<Row<T>> rows) {
    List<Row<T>> hits = rows.stream().filter(Row::hit).toList();
    boolean more = hits.size() > request.limit();
    List<Row<T>> shown = more ? hits.subList(0, request.limit()) : hits;
    Optional<Row<T>> stopped = rows.stream().filter(Row::last).findFirst();
    Optional<Cursor> ahead = more ? Optional.of(at(shown.getLast())) : stopped.map(Page::at);
    Optional<Cursor> behind =
        request
            .after()
            .filter(cursor -> !cursor.atEdge())
            .map(
                cursor ->
                    shown.isEmpty()
                        ? stopped.map(Page::at).orElse(Cursor.EDGE)
                        : at(shown.getFirst()));
    List<T> items = shown.stream().map(Row::item).toList();
    String toAhead = ahead.map(request::cursor).orElse(null);
    String toBehind = behind.map(request::cursor).orElse(null);
    return request.backwards()
        ? new Page<>(items.reversed(), toBehind, toAhead)
        : new Page<>(items, toAhead, toBehind);
  }

  /** The same page with its items shown. */
  public <R> Page<R> map(Function<T, R> shown) {
    return new Page<>(items.stream().map(shown).toList(), nextPq, prevPq);
  }

  private static <T> Cursor at(Row<T> row) {
    return new Cursor(row.values());
  }
}
