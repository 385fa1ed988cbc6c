package runflow.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
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

  /** How long the old key goes on, in seconds. */
  static long overlap(Visit visit) {
    Optional<String> seconds = visit.field("overlap_seconds");
    return seconds.map(text -> number("overlap_seconds", text)).orElse(0L);
  }

  private static Duration days(String text) {
    return Duration.of(number("expires_days", text), ChronoUnit.DAYS);
  }

  private static long number(String field, String text) {
    if (!text.matches("\\d{1,7}")) {
      throw new ApiException(
          ErrorCode.VALIDATION_FAILED,
          "`%s` must be a whole number; choose one of the list".formatted(field));
    }
    return Long.parseLong(text);
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
