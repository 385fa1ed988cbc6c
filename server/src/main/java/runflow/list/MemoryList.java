package runflow.list;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of a short list that is at hand as a whole. What has no value comes first. */
public final class MemoryList {
  private MemoryList() {}

  /** The page that is asked for. */
  public static Page<ObjectNode> page(ListRequest request, List<ObjectNode> items) {
    Comparator<Row<ObjectNode>> order = order(request.orders());
    Comparator<Row<ObjectNode>> walk = request.backwards() ? order.reversed() : order;
    Stream<Row<ObjectNode>> rows =
        items.stream()
            .filter(item -> request.filter().isEmpty() || holds(request.filter().get(), item))
            .map(item -> row(item, request.orders()))
            .sorted(walk);
    Optional<Cursor> after = request.after().filter(cursor -> !cursor.atEdge());
    if (after.isPresent()) {
      var from = new Row<>(Json.object(), after.get().values(), true, false);
      rows = rows.filter(row -> walk.compare(row, from) > 0);
    }
    return Page.of(request, rows.limit(request.limit() + 1L).toList());
  }

  /** Everything in the order that the list has of itself. */
  public static List<ObjectNode> whole(Listing list, List<ObjectNode> items) {
    return items.stream()
        .map(item -> row(item, list.order()))
        .sorted(order(list.order()))
        .map(Row::item)
        .toList();
  }

  private static Row<ObjectNode> row(ObjectNode item, List<Order> orders) {
    List<Optional<Object>> values = new ArrayList<>();
    orders.forEach(order -> values.add(value(order.field(), item)));
    return new Row<>(item, List.copyOf(values), true, false);
  }

  private static Comparator<Row<ObjectNode>> order(List<Order> orders) {
    return (left, right) -> {
      for (int i = 0; i < orders.size(); i++) {
        int compared =
            compare(orders.get(i).field().type(), left.values().get(i), right.values().get(i));
        if (compared != 0) {
          return orders.get(i).descending() ? -compared : compared;
        }
      }
      return 0;
    };
  }

  private static int compare(Type type, Optional<Object> left, Optional<Object> right) {
    return left.isPresent() && right.isPresent()
        ? Integer.signum(type.compare(left.get(), right.get()))
        : Boolean.compare(left.isPresent(), right.isPresent());
  }

  private static boolean holds(Filter filter, ObjectNode item) {
    return switch (filter) {
      case Filter.And(List<Filter> all) -> all.stream().allMatch(part -> holds(part, item));
      case Filter.Or(List<Filter> any) -> any.stream().anyMatch(part -> holds(part, item));
      case Filter.Not(Filter inner) -> !holds(inner, item);
      case Filter.Compare(Field field, Filter.Op op, Object wanted) ->
          value(field, item)
              .filter(value -> op.holds(field.type().compare(value, wanted)))
              .isPresent();
      case Filter.In(Field field, List<Object> values) ->
          value(field, item).filter(values::contains).isPresent();
      case Filter.Missing(Field field) -> value(field, item).isEmpty();
    };
  }

  private static Optional<Object> value(Field field, ObjectNode item) {
    JsonNode value = item.path(field.source());
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (field.type()) {
          case TEXT -> value.stringValue();
          case UUID -> java.util.UUID.fromString(value.stringValue());
          case TIME -> OffsetDateTime.parse(value.stringValue()).toInstant();
          case MONEY -> Money.dollars(value.stringValue()).micros();
          case INTEGER -> value.longValue();
          case BOOLEAN -> value.booleanValue();
        });
  }
}
