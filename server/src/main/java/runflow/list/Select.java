package runflow.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statement that reads one page. What an index finds is asked in the order of the list, so the
 * page costs what it holds. For the rest of the filter rows are looked at in that order, a bounded
 * number of them: the page may then be short, and its cursor goes on where the look ended.
 *
 * @param bindings the values of its parameters by name, beside those of the scope
 */
public record Select(String sql, Map<String, Object> bindings, List<Order> orders) {
  private static final int MOST_SCANNED = 10_000;

  /**
   * Where rows come from.
   *
   * @param columns what is read of a row, for which {@code table} is an alias
   * @param scope the condition that holds for the owner's rows, with parameters of the caller
   * @param mostScanned how many rows a filter that no index answers is held against for one page
   */
  public record Source(String table, String columns, String scope, int mostScanned) {
    public Source(String table, String columns, String scope) {
      this(table, columns, scope, MOST_SCANNED);
    }

    /** The same with fewer rows: the condition must hold as well. */
    public Source where(String condition) {
      return new Source(table, columns, scope + " and " + condition, mostScanned);
    }
  }

  public static Select of(ListRequest request, Source source) {
    var filters = new FilterSql();
    List<String> found = new ArrayList<>();
    found.add(source.scope());
    Field key = request.orders().getLast().field();
    List<Filter> rest =
        split(request.filter().map(Select::parts).orElse(List.of()), key, filters, found);
    List<Order> orders = request.backwards() ? reversed(request.orders()) : request.orders();
    request
        .after()
        .filter(cursor -> !cursor.atEdge())
        .ifPresent(cursor -> found.add(behind(cursor, orders, filters)));
    var shape =
        new Shape(
            source, keys(orders), String.join("\n and ", found), by(orders), request.limit() + 1);
    String sql =
        rest.isEmpty()
            ? shape.direct()
            : shape.bounded(filters.of(new Filter.And(List.copyOf(rest))));
    return new Select(sql, filters.bindings(), request.orders());
  }

  /** The pieces of a statement. */
  private record Shape(Source source, String keys, String where, String by, int most) {
    String direct() {
      return """
          select %s%s, true as hit, false as stopped from %s
          where %s
          order by %s limit %d
          """
          .formatted(source.columns(), keys, source.table(), where, by, most);
    }

    String bounded(String filter) {
      return """
          select %1$s%2$s, hit, scanned = %3$d as stopped from (
            select %4$s.*, %5$s is true as hit, row_number() over (order by %6$s) as scanned
            from %4$s where %7$s
            order by %6$s limit %3$d) as %4$s
          where hit or scanned = %3$d
          order by %6$s limit %8$d
          """
          .formatted(
              source.columns(),
              keys,
              source.mostScanned(),
              source.table(),
              filter,
              by,
              where,
              most);
    }
  }

  /** Parts that must all hold. */
  private static List<Filter> parts(Filter filter) {
    return filter instanceof Filter.And(List<Filter> all)
        ? all.stream().flatMap(part -> parts(part).stream()).toList()
        : List.of(filter);
  }

  /**
   * Adds the parts that an index answers: ranges in the order of the list and one condition beside
   * them. No index holds two, and what one of them finds may be very many rows without a hit of the
   * other.
   *
   * @return the other parts, for rows to be held against
   */
  private static List<Filter> split(
      List<Filter> parts, Field key, FilterSql filters, List<String> found) {
    Optional<Filter> anchor = anchor(parts, key);
    List<Filter> rest = new ArrayList<>();
    for (Filter part : parts) {
      if (isRange(part)) {
        found.add(filters.of(part));
      } else if (!anchor.equals(Optional.of(part)) || !answered(part, filters, found)) {
        rest.add(part);
      }
    }
    return rest;
  }

  private static boolean isRange(Filter part) {
    return part instanceof Filter.Compare(Field field, Filter.Op op, Object value)
        && field.index().filter(Field.Index::ranges).isPresent();
  }

  /** The part that an index is asked for: one row rather than some, and some rather than many. */
  private static Optional<Filter> anchor(List<Filter> parts, Field key) {
    List<Filter.Compare> lookups =
        parts.stream()
            .filter(Filter.Compare.class::isInstance)
            .map(Filter.Compare.class::cast)
            .filter(part -> part.op() == Filter.Op.EQ && part.field().index().isPresent())
            .filter(part -> !isRange(part))
            .toList();
    return lookups.stream()
        .filter(part -> part.field().equals(key))
        .findFirst()
        .or(() -> lookups.stream().findFirst())
        .<Filter>map(part -> part)
        .or(() -> parts.stream().filter(Select::narrows).findFirst());
  }

  private static boolean narrows(Filter part) {
    return Choices.of(part)
        .filter(
            choice ->
                choice.field().narrowings().stream()
                    .anyMatch(one -> one.values().containsAll(choice.values())))
        .isPresent();
  }

  /** Adds what an index is asked for a part; whether that says all of it. */
  private static boolean answered(Filter part, FilterSql filters, List<String> found) {
    if (part instanceof Filter.Compare(Field field, Filter.Op op, Object value)
        && field.index().isPresent()) {
      found.add(filters.lookup(field.index().get(), field, value));
      return true;
    }
    return narrowed(Choices.of(part).orElseThrow(), found);
  }

  /** Adds what follows from the wanted values; whether that says all of it. */
  private static boolean narrowed(Filter.In choice, List<String> found) {
    for (Field.Narrowing narrowing : choice.field().narrowings()) {
      if (narrowing.values().containsAll(choice.values())) {
        found.add(narrowing.sql());
        return choice.values().containsAll(narrowing.values());
      }
    }
    return false;
  }

  private static List<Order> reversed(List<Order> orders) {
    return orders.stream().map(order -> new Order(order.field(), !order.descending())).toList();
  }

  private static String by(List<Order> orders) {
    return orders.stream()
        .map(order -> FilterSql.ordered(order.field()) + (order.descending() ? " desc" : " asc"))
        .collect(Collectors.joining(", "));
  }

  private static String keys(List<Order> orders) {
    var keys = new StringBuilder();
    for (Order order : orders) {
      keys.append(", ").append(order.field().source()).append(" as ").append(alias(order));
    }
    return keys.toString();
  }

  /** Like no column of any table. */
  private static String alias(Order order) {
    return "at_" + order.field().name() + "_";
  }

  /** The rows behind a cursor; in one comparison where all fields go the same way. */
  private static String behind(Cursor cursor, List<Order> orders, FilterSql filters) {
    List<String> bound = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      bound.add(filters.bind(orders.get(i).field(), cursor.values().get(i).orElseThrow()));
    }
    List<String> columns = orders.stream().map(order -> FilterSql.ordered(order.field())).toList();
    boolean descending = orders.getFirst().descending();
    if (orders.stream().allMatch(order -> order.descending() == descending)) {
      return "(%s) %s (%s)"
          .formatted(String.join(", ", columns), descending ? "<" : ">", String.join(", ", bound));
    }
    List<String> any = new ArrayList<>();
    String equal = "";
    for (int i = 0; i < orders.size(); i++) {
      String column = columns.get(i);
      any.add(equal + column + (orders.get(i).descending() ? " < " : " > ") + bound.get(i));
      equal += column + " = " + bound.get(i) + " and ";
    }
    return "%s %s %s and (%s)"
        .formatted(
            columns.getFirst(),
            descending ? "<=" : ">=",
            bound.getFirst(),
            String.join(" or ", any));
  }

  /** A row of the result with what was read of it. */
  public <T> Row<T> row(ResultSet row, T item) throws SQLException {
    List<Optional<Object>> values = new ArrayList<>();
    for (Order order : orders) {
      values.add(Optional.of(order.field().type().read(row, alias(order))));
    }
    return new Row<>(item, List.copyOf(values), row.getBoolean("hit"), row.getBoolean("stopped"));
  }
}
