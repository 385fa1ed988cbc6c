package runflow.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.KeyId;
import runflow.id.OrgId;
import tools.jackson.databind.node.ObjectNode;

/** Organisations and their keys, for holders of a service key; and what any key says of itself. */
public final class KeyRoutes {
  private static final Access ADMIN = Access.with(Scope.ADMIN);
  private static final int MOST_LIVE_KEYS = 1_000;
  private static final long LONGEST_OVERLAP = Duration.ofDays(30).toSeconds();
  private static final long USUAL_OVERLAP = Duration.ofDays(1).toSeconds();

  private final Db db;
  private final AccountStore accounts;
  private final KeyStore store;
  private final KeyView view;
  private final Organisations organisations;
  private final ApiKeys keys;
  private final Surroundings surroundings;
  private final InstantSource clock;

  /**
   * What keys are about and this package does not know.
   *
   * @param opened gives a new organisation what belongs to it, in the transaction that makes it
   * @param isModel whether there is a model of that id
   */
  public record Surroundings(BiConsumer<Tx, OrgId> opened, Predicate<String> isModel) {}

  public KeyRoutes(Db db, ApiKeys keys, Surroundings surroundings, InstantSource clock) {
    this.db = db;
    this.accounts = new AccountStore(db);
    this.store = new KeyStore(db);
    this.view = new KeyView(store);
    this.organisations = new Organisations(db, clock);
    this.keys = keys;
    this.surroundings = surroundings;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/auth/me", Access.ANY_KEY, this::me),
        Route.post("/v1/admin/organisations", ADMIN, this::createOrganisation),
        Route.get("/v1/admin/organisations", ADMIN, this::organisations),
        Route.get("/v1/admin/organisations/{id}", ADMIN, this::organisation),
        Route.post("/v1/admin/organisations/{id}/keys", ADMIN, this::create),
        Route.get("/v1/admin/organisations/{id}/keys", ADMIN, this::list),
        Route.get("/v1/admin/keys/{id}", ADMIN, this::key),
        Route.post("/v1/admin/keys/{id}/rotations", ADMIN, this::rotate),
        Route.delete("/v1/admin/keys/{id}", ADMIN, this::revoke));
  }

  private Reply me(Call call) {
    StoredKey key = store.find(call.caller().key()).orElseThrow();
    Organisation organisation = accounts.find(call.caller().org()).orElseThrow();
    ObjectNode answer = view.of(key, clock.instant());
    switch (key.terms().kind()) {
      case LIVE, TEST -> answer.put("livemode", call.caller().livemode());
      case SERVICE -> answer.putNull("livemode");
    }
    answer.putArray("organizations").add(KeyView.of(organisation));
    return Reply.json(200, answer);
  }

  private Reply createOrganisation(Call call) throws InterruptedException {
    KeyFields fields = KeyFields.of(call.json(), Set.of("name"));
    String name = fields.name();
    fields.done();
    Organisation made =
        db.inTx(
            tx -> {
              Organisation organisation = organisations.add(tx, name);
              surroundings.opened().accept(tx, organisation.id());
              return organisation;
            });
    return Reply.json(201, KeyView.of(made))
        .with("Location", "/v1/admin/organisations/" + made.id());
  }

  private Reply organisations(Call call) {
    Page page = Page.of(call);
    return page.reply(
        accounts.all(page.before(), page.limit() + 1),
        organisation -> organisation.id().value(),
        KeyView::of);
  }

  private Reply organisation(Call call) {
    return Reply.json(200, KeyView.of(requireOrganisation(call)));
  }

  private Reply create(Call call) throws InterruptedException {
    OrgId org = requireOrganisation(call).id();
    Instant now = clock.instant();
    KeyRequest wanted = KeyRequest.read(call.json(), now, surroundings.isModel());
    Optional<Instant> expires = wanted.expires().map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    Organisations.NewKey made =
        db.inTx(
            tx -> {
              requireRoom(tx, org, now);
              return organisations.createKey(tx, org, wanted.terms(), expires);
            });
    return Reply.json(201, shownOnce(made, now));
  }

  private Reply list(Call call) {
    OrgId org = requireOrganisation(call).id();
    Page page = Page.of(call);
    Instant now = clock.instant();
    return page.reply(
        store.ofOrganisation(org, page.before(), page.limit() + 1),
        key -> key.id().value(),
        key -> view.of(key, now));
  }

  private Reply key(Call call) {
    return Reply.json(200, view.of(requireKey(call), clock.instant()));
  }

  private Reply rotate(Call call) throws InterruptedException {
    KeyId id = requireKey(call).id();
    KeyFields fields = KeyFields.of(call.json(), Set.of("overlap_seconds"));
    long overlap = fields.seconds("overlap_seconds", LONGEST_OVERLAP, USUAL_OVERLAP);
    fields.done();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Organisations.NewKey made =
        db.inTx(
            tx -> {
              StoredKey old = store.lock(tx, id).orElseThrow();
              requireRotatable(old, now);
              requireRoom(tx, old.org(), now);
              Organisations.NewKey successor = organisations.createSuccessor(tx, old);
              Instant end = now.plusSeconds(overlap);
              store.replace(
                  tx,
                  id,
                  successor.stored().id(),
                  old.times().expires().filter(end::isAfter).orElse(end));
              tx.afterCommit(() -> keys.changed(id));
              return successor;
            });
    ObjectNode answer = shownOnce(made, now);
    answer.set("replaces", view.of(store.find(id).orElseThrow(), now));
    return Reply.json(201, answer);
  }

  private Reply revoke(Call call) {
    KeyId id = requireKey(call).id();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    db.useTx(
        tx -> {
          if (store.lockLiveServiceKeys(tx, now).equals(Set.of(id))) {
            throw new ApiException(
                ErrorCode.CONFLICT,
                "this is the last service key, without which nobody can administer the server; make"
                    + " another one first");
          }
          store.revoke(tx, id, now);
          tx.afterCommit(() -> keys.changed(id));
        });
    return Reply.noContent();
  }

  private ObjectNode shownOnce(Organisations.NewKey made, Instant now) {
    return view.of(made.stored(), now).put("plain_key", made.text());
  }

  private void requireRoom(Tx tx, OrgId org, Instant now) {
    accounts.lock(tx, org);
    if (store.countLive(tx, org, now) >= MOST_LIVE_KEYS) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the organisation has %d keys already; revoke one that is no longer used"
              .formatted(MOST_LIVE_KEYS));
    }
  }

  private static void requireRotatable(StoredKey key, Instant now) {
    Optional<String> ended = key.ended(now);
    if (ended.isPresent() || key.replacedBy().isPresent()) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the key `%s…` %s; %s"
              .formatted(
                  key.prefix(),
                  ended.orElse("was rotated before"),
                  key.replacedBy()
                      .map(next -> "rotate its successor `%s`".formatted(next))
                      .orElse("make a new one")));
    }
  }

  private Organisation requireOrganisation(Call call) {
    String id = call.part("id");
    return OrgId.parse(id).flatMap(accounts::find).orElseThrow(() -> NotFound.organisation(id));
  }

  private StoredKey requireKey(Call call) {
    String id = call.part("id");
    return KeyId.parse(id).flatMap(store::find).orElseThrow(() -> NotFound.key(id));
  }
}
