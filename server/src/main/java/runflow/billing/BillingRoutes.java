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
import runflow.list.Page;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/** Balance, threshold and ledger of the caller, and credit given by the operator. */
public final class BillingRoutes {
  private final Db db;
  private final Ledger ledger;
  private final TransactionList transactions;

  public BillingRoutes(Db db, Ledger ledger) {
    this.db = db;
    this.ledger = ledger;
    this.transactions = new TransactionList(db);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/billing/balance", Access.with(Scope.BILLING_READ), this::balance),
        Route.patch("/v1/billing/balance", Access.with(Scope.BILLING_READ), this::setThreshold),
        Route.get("/v1/credit-balances", Access.with(Scope.BILLING_READ), this::balances),
        Route.get("/v1/billing/transactions", Access.with(Scope.BILLING_READ), this::transactions),
        Route.post("/v1/admin/credits", Access.with(Scope.ADMIN), this::addCredit));
  }

  private Reply balance(Call call) {
    return Reply.json(200, ledger.state(account(call)).view());
  }

  /** The same as a list of one, for clients that look there. */
  private Reply balances(Call call) {
    AccountState state = ledger.state(account(call));
    ObjectNode view = state.view().put("balance_usd", state.balance().total().decimal());
    return Reply.json(200, Page.whole(List.of(view)));
  }

  private Reply setThreshold(Call call) throws InterruptedException {
    Threshold wanted = Threshold.read(call.json());
    Account account = account(call);
    db.useTx(tx -> ledger.warnBelow(tx, account, wanted));
    return Reply.json(200, ledger.state(account).view());
  }

  private Reply transactions(Call call) {
    Account account = account(call);
    ListRequest request =
        ListRequest.read(TransactionList.LISTING, account.toString(), call::query);
    return Reply.json(
        200, transactions.page(account, request).map(entry -> request.shown(view(entry))));
  }

  private Reply addCredit(Call call) throws InterruptedException {
    Credit credit = Credit.read(Json.tree(call.json()));
    var account = new Account(call.caller().org(), credit.livemode());
    db.useTx(tx -> ledger.topUp(tx, account, credit.amount(), credit.note()));
    return Reply.json(201, ledger.state(account).view());
  }

  private static Account account(Call call) {
    return new Account(call.caller().org(), call.caller().livemode());
  }

  private static ObjectNode view(LedgerEntry entry) {
    return Json.object()
        .put("id", Long.toString(entry.id()))
        .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
        .put("amount", entry.amount().decimal())
        .put("cost", entry.billed().map(Money::decimal).orElse(null))
        .put("available_after", entry.after().available().decimal())
        .put("balance_after", entry.after().balance().decimal())
        .put("run_id", entry.run().map(Object::toString).orElse(null))
        .put("note", entry.note().orElse(null))
        .put("created_at", Timestamp.text(entry.at()));
  }
}
