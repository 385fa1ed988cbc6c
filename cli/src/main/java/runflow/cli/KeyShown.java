package runflow.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runflow.client.ApiKey;

/** How keys look on the terminal. */
final class KeyShown {
  private KeyShown() {}

  static Table table(List<ApiKey> keys) {
    var table = new Table("ID", "KEY", "NAME", "STATE", "LAST USED");
    for (ApiKey key : keys) {
      table.row(
          key.id(), key.keyPrefix() + "…", key.name(), state(key), Shown.time(key.lastUsedAt()));
    }
    return table;
  }

  /** Everything about a key, and its text if it was just made. */
  static void details(ApiKey key, Terminal terminal) {
    key.plainKey()
        .ifPresent(
            text -> {
              terminal.say(text);
              terminal.say("");
            });
    line(terminal, "id", key.id());
    line(terminal, "name", key.name());
    line(terminal, "organisation", key.orgId());
    line(terminal, "kind", key.kind());
    line(terminal, "begins with", key.keyPrefix());
    line(terminal, "scopes", String.join(" ", key.scopes()));
    line(terminal, "models", key.models().isEmpty() ? "all" : String.join(" ", key.models()));
    line(terminal, "spending cap", key.spendingCap().map(KeyShown::cap).orElse("none"));
    line(terminal, "state", state(key));
    line(terminal, "created", Shown.time(key.createdAt()));
    line(terminal, "last used", Shown.time(key.lastUsedAt()));
    key.replacedBy().ifPresent(next -> line(terminal, "replaced by", next));
  }

  private static void line(Terminal terminal, String name, String value) {
    terminal.say("%-14s%s".formatted(name, value));
  }

  private static String cap(ApiKey.SpendingCap cap) {
    String period = cap.period().equals("total") ? "in total" : "a " + cap.period();
    String spent = cap.spent().map(some -> ", " + Shown.dollars(some) + " spent").orElse("");
    return Shown.dollars(cap.amount()) + " " + period + spent;
  }

  private static String state(ApiKey key) {
    Optional<Instant> end = key.expiresAt();
    if (key.revokedAt().isPresent()) {
      return "revoked " + Shown.time(key.revokedAt());
    }
    if (end.isEmpty()) {
      return "in use";
    }
    return (end.get().isBefore(Instant.now()) ? "ended " : "ends ") + Shown.time(end);
  }
}
