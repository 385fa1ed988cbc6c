package runflow.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/** One field to sort by, and which way. */
public record Order(Field field, boolean descending) {
  private static final int MOST = 5;
  private static final int LONGEST = 500;
  private static final Pattern PART =
      Pattern.compile("\\s*(\\w+)\\s*(?::\\s*(asc|desc)\\s*)?", Pattern.CASE_INSENSITIVE);

  public static Order ascending(Field field) {
    return new Order(field, false);
  }

  public static Order descending(Field field) {
    return new Order(field, true);
  }

  /**
   * Reads {@code sort_by}, e.g. {@code created_at:desc,id:asc}. The key of the list is added where
   * it is not named, so that every row has its own place.
   *
   * @throws ApiException {@code BAD_REQUEST} that says what the list can be sorted by
   */
  static List<Order> parse(String text, Listing list) {
    if (text.isBlank()) {
      return list.order();
    }
    String[] parts = text.length() > LONGEST ? new String[0] : text.split(",", -1);
    if (parts.length == 0 || parts.length > MOST) {
      throw refuse("takes at most %d fields".formatted(MOST), text, list);
    }
    List<Order> orders = new ArrayList<>();
    for (String part : parts) {
      Order order = part(part, text, list);
      if (orders.stream().anyMatch(before -> before.field().equals(order.field()))) {
        throw refuse("names `%s` twice".formatted(order.field().name()), text, list);
      }
      if (orders.isEmpty() && order.field().sorting() != Field.Sorting.YES) {
        throw refuse(
            "takes `%s` only after another field".formatted(order.field().name()), text, list);
      }
      orders.add(order);
    }
    return withKey(orders, list.key());
  }

  /** What follows the key orders nothing. */
  private static List<Order> withKey(List<Order> orders, Field key) {
    for (int i = 0; i < orders.size(); i++) {
      if (orders.get(i).field().equals(key)) {
        return List.copyOf(orders.subList(0, i + 1));
      }
    }
    var whole = new ArrayList<>(orders);
    whole.add(new Order(key, orders.getLast().descending()));
    return List.copyOf(whole);
  }

  private static Order part(String part, String text, Listing list) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw refuse("takes `field:asc` or `field:desc`, separated by commas", text, list);
    }
    Optional<Field> field = Names.find(list.sortable(), matcher.group(1));
    if (field.isEmpty()) {
      throw refuse("cannot use `%s`".formatted(Scan.shown(matcher.group(1))), text, list);
    }
    return new Order(field.get(), "desc".equalsIgnoreCase(matcher.group(2)));
  }

  private static ApiException refuse(String problem, String text, Listing list) {
    return new ApiException(
        ErrorCode.BAD_REQUEST,
        "`sort_by` %s, but was `%s`; this list sorts by %s"
            .formatted(problem, Scan.shown(text), String.join(", ", Names.names(list.sortable()))));
  }
}
