package runflow.list;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The properties of an item by name, and those of them that a caller wants. */
public final class Projection {
  private static final int LONGEST = 2_000;

  private final List<String> known;

  private Projection(List<String> known) {
    this.known = List.copyOf(known);
  }

  /** For items that are JSON trees. */
  public static Projection of(String... names) {
    return new Projection(List.of(names));
  }

  /** For items that are records, whose components are written in snake_case. */
  public static Projection of(Class<? extends Record> item) {
    return new Projection(
        Arrays.stream(item.getRecordComponents()).map(Projection::property).toList());
  }

  /** Every property, in order. */
  public List<String> known() {
    return known;
  }

  /**
   * Reads {@code fields}.
   *
   * @throws ApiException {@code BAD_REQUEST} for a name that is not known
   */
  Set<String> parse(String text) {
    if (text.length() > LONGEST) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "`fields` may have %,d characters".formatted(LONGEST));
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (!known.contains(name)) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "`fields` takes names of properties separated by commas, but `%s` is none; there are %s"
                .formatted(Scan.shown(name), Names.nearestFirst(name, known)));
      }
      wanted.add(name);
    }
    return wanted;
  }

  /** Those properties of an item, in its own order. */
  static Map<String, Object> apply(Object item, Set<String> wanted) {
    Map<String, Object> some = new LinkedHashMap<>();
    if (item instanceof ObjectNode tree) {
      for (Map.Entry<String, JsonNode> property : tree.properties()) {
        if (wanted.contains(property.getKey())) {
          some.put(property.getKey(), property.getValue());
        }
      }
      return some;
    }
    for (RecordComponent component : item.getClass().getRecordComponents()) {
      if (wanted.contains(property(component))) {
        some.put(property(component), value(item, component));
      }
    }
    return some;
  }

  private static String property(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Object value(Object item, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(item);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the record cannot be read: " + component, e);
    }
  }
}
