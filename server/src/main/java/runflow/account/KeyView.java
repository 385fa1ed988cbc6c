package runflow.account;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import runflow.http.Scope;
import runflow.http.SpendingCap;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/** Organisations and keys as the API shows them. */
final class KeyView {
  private final KeyStore store;

  KeyView(KeyStore store) {
    this.store = store;
  }

  static ObjectNode of(Organisation organisation) {
    return Json.object()
        .put("id", organisation.id().toString())
        .put("name", organisation.name())
        .put("created_at", Timestamp.text(organisation.created()));
  }

  /** Everything but the key itself. */
  ObjectNode of(StoredKey key, Instant now) {
    ObjectNode view =
        Json.object()
            .put("id", key.id().toString())
            .put("org_id", key.org().toString())
            .put("name", key.terms().name())
            .put("kind", ApiKey.code(key.terms().kind()))
            .put("key_prefix", key.prefix());
    list(view, "scopes", key.terms().scopes().stream().sorted().map(Scope::code).toList());
    if (key.terms().models().isEmpty()) {
      view.putNull("models");
    } else {
      list(view, "models", key.terms().models().stream().sorted().toList());
    }
    Optional<SpendingCap> cap = key.terms().cap();
    if (cap.isPresent()) {
      view.set("spending_cap", cap(key, cap.get(), now));
    } else {
      view.putNull("spending_cap");
    }
    StoredKey.Times times = key.times();
    return view.put("replaced_by", key.replacedBy().map(Object::toString).orElse(null))
        .put("created_at", Timestamp.text(times.created()))
        .put("last_used_at", times.lastUsed().map(Timestamp::text).orElse(null))
        .put("expires_at", times.expires().map(Timestamp::text).orElse(null))
        .put("revoked_at", times.revoked().map(Timestamp::text).orElse(null));
  }

  private ObjectNode cap(StoredKey key, SpendingCap cap, Instant now) {
    Money spent = store.spent(key.line(), cap.period().start(now));
    return Json.object()
        .put("amount", cap.amount().decimal())
        .put("period", cap.period().code())
        .put("spent", spent.decimal());
  }

  private static void list(ObjectNode view, String field, Collection<String> texts) {
    var array = view.putArray(field);
    texts.forEach(array::add);
  }
}
