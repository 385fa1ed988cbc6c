package runflow.list;

import java.util.List;
import java.util.Optional;

/**
 * A row on its way to a page.
 *
 * @param values what it has in the order of the list
 * @param hit whether the filter wants it
 * @param last whether the look for rows ended here, before the end of the list
 */
public record Row<T>(T item, List<Optional<Object>> values, boolean hit, boolean last) {}
