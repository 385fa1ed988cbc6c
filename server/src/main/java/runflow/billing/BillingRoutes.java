package runflow.billing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.json.Json;
import runflow.json.Timestamp;
import tools.jackson.databind.node.ObjectNode;

/** Balance and ledger of the caller, and credit given by the operator. */
public final class BillingRoutes {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

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
    int limit = call.query("limit").map(BillingRoutes::limit).orElse(DEFAULT_LIMIT);
    long before = call.query("pq").map(BillingRoutes::cursor).orElse(Long.MAX_VALUE);
    var account = new Account(call.caller().org(), call.caller().livemode());
    List<LedgerEntry> entries = store.entries(account, before, limit + 1);
    boolean more = entries.size() > limit;
    List<LedgerEntry> page = more ? entries.subList(0, limit) : entries;
    ObjectNode answer = Json.object();
    var items = answer.putArray("items");
    page.forEach(entry -> items.add(view(entry)));
    answer.put("next_pq", more ? Long.toString(page.getLast().id()) : null).putNull("prev_pq");
    return Reply.json(200, answer);
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

  private static int limit(String text) {
    if (!NUMBER.matcher(text).matches()
        || Long.parseLong(text) < 1
        || Long.parseLong(text) > LARGEST_LIMIT) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "`limit` must be a number from 1 to 500, but was " + text);
    }
    return Integer.parseInt(text);
  }

  private static long cursor(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "`pq` must be the `next_pq` of an earlier page");
    }
    return Long.parseLong(text);
  }
}
