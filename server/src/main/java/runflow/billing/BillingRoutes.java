package runflow.billing;

import java.util.List;
import java.util.Locale;
import runflow.db.Db;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.list.ListRequest;
import tools.jackson.databind.node.ObjectNode;

/** Balance and ledger of the caller, and credit given by the operator. */
public final class BillingRoutes {
  private final Db db;
  private final Ledger ledger;
  private final LedgerStore store;

  public BillingRoutes(Db db, Ledger ledger) {
    this.db = db;
    this.ledger = ledger;
    this.store = new LedgerStore(db);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/billing/balance", Access.with(Scope.BILLING_READ), this::balance),
        Route.get("/v1/billing/transactions", Access.with(Scope.BILLING_READ), this::transactions),
        Route.post("/v1/admin/credits", Access.with(Scope.ADMIN), this::addCredit));
  }

  private Reply balance(Call call) {
    var account = new Account(call.caller().org(), call.caller().livemode());
    return Reply.json(200, view(account));
  }

  private Reply transactions(Call call) {
    var account = new Account(call.caller().org(), call.caller().livemode());
    ListRequest request = ListRequest.read(LedgerStore.LISTING, account.toString(), call::query);
    return Reply.json(
        200, store.entries(account, request).map(entry -> request.shown(view(entry))));
  }

  private Reply addCredit(Call call) throws InterruptedException {
    Credit credit = Credit.read(Json.tree(call.json()));
    var account = new Account(call.caller().org(), credit.livemode());
    db.useTx(tx -> ledger.topUp(tx, account, credit.amount(), credit.note()));
    return Reply.json(201, view(account));
  }

  private ObjectNode view(Account account) {
    Balance balance = ledger.balance(account);
    return Json.object()
        .put("id", account.org().toString())
        .put("org_id", account.org().toString())
        .put("livemode", account.livemode())
        .put("balance", balance.total().decimal())
        .put("reserved", balance.reserved().decimal())
        .put("available", balance.available().decimal())
        .put("currency", "USD")
        .put("balance_cents", balance.total().cents())
        .putNull("low_balance_threshold");
  }

  private static ObjectNode view(LedgerEntry entry) {
    return Json.object()
        .put("id", Long.toString(entry.id()))
        .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
        .put("amount", entry.amount().decimal())
        .put("run_id", entry.run().map(Object::toString).orElse(null))
        .put("note", entry.note().orElse(null))
        .put("created_at", Timestamp.text(entry.at()));
  }
}
