package runflow.list;

import java.util.List;

/**
 * What one list of the API can do.
 *
 * @param name names the list in cursors, e.g. {@code runs}
 * @param fields what {@code q} can filter by, and {@code sort_by} can sort by
 * @param order the order without {@code sort_by}; its last field is the key, which no two rows
 *     share
 * @param projection the properties of an item
 * @param embeds names of what a caller may have added to each item
 */
public record Listing(
    String name,
    List<Field> fields,
    List<Order> order,
    Projection projection,
    List<String> embeds) {
  public Listing {
    fields = List.copyOf(fields);
    order = List.copyOf(order);
    embeds = List.copyOf(embeds);
  }

  Field key() {
    return order.getLast().field();
  }

  List<Field> sortable() {
    return fields.stream().filter(field -> field.sorting() != Field.Sorting.NO).toList();
  }

  Names names() {
    return new Names(fields);
  }
}
