package runflow.list;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.json.Json;

/**
 * What a caller asks of a list.
 *
 * @param orders what the rows are sorted by; the last one is the key
 * @param after the row that the page follows; empty for the first page
 * @param backwards whether the page precedes that row instead
 * @param fields the properties of an item that are wanted; empty for all
 * @param embeds what is added to each item
 * @param digest of what cursors of this list depend on
 */
public record ListRequest(
    int limit,
    Optional<Filter> filter,
    List<Order> orders,
    Optional<Cursor> after,
    boolean backwards,
    Optional<Set<String>> fields,
    Set<String> embeds,
    String digest) {
  public static final int LARGEST_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 50;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /**
   * Reads {@code limit}, {@code q}, {@code sort_by}, {@code pq}, {@code from_prev}, {@code fields}
   * and {@code embed}.
   *
   * @param query the value of a query parameter
   * @param owner whose rows they are: a cursor of one owner is refused for another
   * @throws ApiException {@code BAD_REQUEST} with everything that is wrong with them
   */
  public static ListRequest read(
      Listing list, String owner, Function<String, Optional<String>> query) {
    var problems = new Problems();
    String q = query.apply("q").orElse("");
    int limit =
        problems.of(
            "limit",
            DEFAULT_LIMIT,
            () -> query.apply("limit").map(ListRequest::limit).orElse(DEFAULT_LIMIT));
    Optional<Filter> filter = problems.of("q", Optional.empty(), () -> filter(q, list));
    List<Order> orders =
        problems.of(
            "sort_by", list.order(), () -> Order.parse(query.apply("sort_by").orElse(""), list));
    String digest = Cursor.digest(list.name(), owner, q, orders);
    // What it belongs to is not known before all of that can be read.
    Optional<String> pq =
        query.apply("pq").filter(text -> !text.isEmpty() && problems.errors.isEmpty());
    Optional<Cursor> after =
        problems.of(
            "pq", Optional.empty(), () -> pq.map(text -> Cursor.parse(text, digest, orders)));
    boolean backwards =
        problems.of(
            "from_prev",
            false,
            () -> query.apply("from_prev").map(ListRequest::flag).orElse(false));
    Optional<Set<String>> fields =
        problems.of(
            "fields",
            Optional.empty(),
            () ->
                query
                    .apply("fields")
                    .filter(text -> !text.isBlank())
                    .map(text -> list.projection().parse(text)));
    Set<String> embeds =
        problems.of(
            "embed", Set.of(), () -> embeds(query.apply("embed").orElse(""), list.embeds()));
    problems.stopIfAny();
    return new ListRequest(limit, filter, orders, after, backwards, fields, embeds, digest);
  }

  /**
   * The items of a list behind one of them, for a reader that knows the item and no cursor.
   *
   * @param values what the item has in the order of the list; empty for the list's first items
   * @param turned whether they come in the opposite order
   */
  public static ListRequest behind(
      Listing list, Optional<List<Object>> values, boolean turned, int limit) {
    List<Order> orders =
        turned
            ? list.order().stream()
                .map(order -> new Order(order.field(), !order.descending()))
                .toList()
            : list.order();
    Optional<Cursor> after =
        values.map(known -> new Cursor(known.stream().map(Optional::of).toList()));
    return new ListRequest(
        limit, Optional.empty(), orders, after, false, Optional.empty(), Set.of(), "");
  }

  /** The text of a cursor behind a row with these values. */
  String cursor(Cursor cursor) {
    return cursor.text(digest, orders);
  }

  /** An item as it is wanted. */
  public Object shown(Object item) {
    return fields.isEmpty() ? item : Projection.apply(item, fields.get());
  }

  /** An item as it is wanted, with more properties. */
  public Object shown(Object item, Projection projection, Map<String, ?> embedded) {
    Map<String, Object> whole =
        Projection.apply(item, fields.orElseGet(() -> Set.copyOf(projection.known())));
    whole.putAll(embedded);
    return whole;
  }

  private static int limit(String text) {
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw bad(
          "`limit` must be a number from 1 to %d, but was `%s`"
              .formatted(LARGEST_LIMIT, Scan.shown(text)));
    }
    return limit;
  }

  private static Optional<Filter> filter(String text, Listing list) {
    if (!Json.storable(text)) {
      throw bad("`q` must not contain U+0000 or half a surrogate pair");
    }
    return Query.parse(text, list.names());
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default ->
          throw bad("`from_prev` must be true or false, but was `%s`".formatted(Scan.shown(text)));
    };
  }

  /**
   * Reads {@code embed} where one object is asked for.
   *
   * @param known what it can be
   * @throws ApiException {@code BAD_REQUEST} that names what it can be
   */
  public static Set<String> embeds(Function<String, Optional<String>> query, List<String> known) {
    var problems = new Problems();
    Set<String> embeds =
        problems.of("embed", Set.of(), () -> embeds(query.apply("embed").orElse(""), known));
    problems.stopIfAny();
    return embeds;
  }

  /** An object with all of its properties and more. */
  public static Object whole(Object item, Projection projection, Map<String, ?> embedded) {
    Map<String, Object> whole = Projection.apply(item, Set.copyOf(projection.known()));
    whole.putAll(embedded);
    return whole;
  }

  private static Set<String> embeds(String text, List<String> embeds) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", embeds.size() + 2)) {
      String name = part.strip();
      if (!embeds.contains(name)) {
        String known =
            embeds.isEmpty()
                ? "this list has nothing to embed"
                : "it takes " + String.join(", ", embeds);
        throw bad("`embed` cannot be `%s`: %s".formatted(Scan.shown(name), known));
      }
      wanted.add(name);
    }
    return wanted;
  }

  private static ApiException bad(String message) {
    return new ApiException(ErrorCode.BAD_REQUEST, message);
  }

  /** What is wrong with the parameters, each named once. */
  private static final class Problems {
    private final List<FieldError> errors = new ArrayList<>();

    <T> T of(String parameter, T otherwise, Supplier<T> reading) {
      try {
        return reading.get();
      } catch (ApiException e) {
        errors.add(new FieldError(List.of("query", parameter), message(e), "invalid"));
        return otherwise;
      }
    }

    private static String message(ApiException e) {
      return String.valueOf(e.getMessage());
    }

    void stopIfAny() {
      if (!errors.isEmpty()) {
        String message =
            errors.size() == 1
                ? errors.getFirst().msg()
                : errors.size() + " query parameters are not valid; `errors` lists each";
        throw new ApiException(ErrorCode.BAD_REQUEST, message, errors);
      }
    }
  }
}
