package runflow.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import runflow.http.Caller;
import runflow.http.Scope;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The form for a new key, as the body that the API takes. */
public final class KeyForm {
  private static final String SERVICE = "service";

  private KeyForm() {}

  /** Scopes that can be chosen; a service key has its own. */
  public static List<String> scopes() {
    EnumSet<Scope> scopes = EnumSet.copyOf(Caller.Kind.TEST.scopes());
    return scopes.stream().map(Scope::code).toList();
  }

  static ObjectNode body(Visit visit, Instant now) {
    String kind = visit.field("kind").orElse("");
    ObjectNode body = Json.object().put("name", visit.field("name").orElse("")).put("kind", kind);
    if (!kind.equals(SERVICE)) {
      texts(body, "scopes", visit);
      if (visit.field("models").isPresent()) {
        texts(body, "models", visit);
      }
      visit
          .field("cap")
          .ifPresent(
              amount ->
                  body.putObject("spending_cap")
                      .put("amount", amount)
                      .put("period", visit.field("cap_period").orElse("month")));
    }
    visit
        .field("expires_days")
        .ifPresent(days -> body.put("expires_at", now.plus(days(days)).toString()));
    return body;
  }

  private static Duration days(String text) {
    return Duration.of(FormValues.number("expires_days", text), ChronoUnit.DAYS);
  }

  private static void texts(ObjectNode body, String field, Visit visit) {
    var list = body.putArray(field);
    visit.fields().getOrDefault(field, List.of()).forEach(list::add);
  }

  /** Kinds with what they are for. */
  public static List<Choice> kinds() {
    return Arrays.asList(
        new Choice("test", "Test", "the sandbox engine and play money"),
        new Choice("live", "Live", "real providers and real money"),
        new Choice(SERVICE, "Service", "administers this server, runs nothing"));
  }

  /** One of several. */
  public record Choice(String code, String label, String meaning) {}
}
