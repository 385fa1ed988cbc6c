package runflow.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import runflow.db.Db;
import runflow.json.Json;
import runflow.list.ListRequest;
import runflow.list.Listing;
import tools.jackson.databind.JsonNode;

/** What PostgreSQL says about how it answered a statement. */
public record Plan(JsonNode json) {
  /**
   * Runs a statement over the test money of an account.
   *
   * @param more binds what the statement names beside {@code org} and {@code live}
   */
  public static Plan of(Db db, String statement, UUID org, UnaryOperator<Query> more) {
    String text =
        db.query(
            sql ->
                more.apply(
                        sql.createQuery("explain (analyze, buffers, format json) " + statement)
                            .bind("org", org)
                            .bind("live", false))
                    .mapTo(String.class)
                    .one());
    return new Plan(Json.tree(text));
  }

  /** Reads the query of a list's address, e.g. {@code limit=5&sort_by=created_at:asc}. */
  public static ListRequest request(Listing listing, String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String part : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
      parameters.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
    }
    return ListRequest.read(listing, "o", name -> Optional.ofNullable(parameters.get(name)));
  }

  /** How many buffers of 8 KiB were read, from memory or from disk. */
  public long buffers() {
    return json.at("/0/Plan/Shared Hit Blocks").longValue()
        + json.at("/0/Plan/Shared Read Blocks").longValue();
  }

  /** The indexes that were used. */
  public Set<String> indexes() {
    return new TreeSet<>(json.findValuesAsString("Index Name"));
  }
}
