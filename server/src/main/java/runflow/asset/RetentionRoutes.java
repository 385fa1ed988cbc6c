package runflow.asset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.OrgId;
import runflow.json.Json;

/** How long the files of one organisation are kept, for holders of a service key. */
public final class RetentionRoutes {
  private static final String PATH = "/v1/admin/organisations/{id}/retention";
  private static final String ASSETS = "assets_days";
  private static final String OUTPUTS = "outputs_days";
  private static final long MOST_DAYS = 36_500;

  private final RetentionStore store;

  public RetentionRoutes(Db db) {
    this.store = new RetentionStore(db);
  }

  public List<Route> routes() {
    Access admin = Access.with(Scope.ADMIN);
    return List.of(Route.get(PATH, admin, this::read), Route.patch(PATH, admin, this::change));
  }

  private Reply read(Call call) {
    return shown(require(call));
  }

  private Reply change(Call call) throws InterruptedException {
    AssetFields fields = AssetFields.of(call.json(), Set.of(ASSETS, OUTPUTS));
    Optional<Duration> assets = days(fields, ASSETS);
    Optional<Duration> outputs = days(fields, OUTPUTS);
    fields.done();
    OrgId org = require(call);
    RetentionStore.Times old = store.find(org).orElseThrow(() -> none(org.toString()));
    store.set(
        org,
        new RetentionStore.Times(
            fields.has(ASSETS) ? assets : old.assets(),
            fields.has(OUTPUTS) ? outputs : old.outputs()));
    return shown(org);
  }

  private static Optional<Duration> days(AssetFields fields, String field) {
    if (!fields.isGiven(field)) {
      return Optional.empty();
    }
    String rule =
        "must be a whole number of days up to %d, 0 to keep files for good, or null for what the server is set up with"
            .formatted(MOST_DAYS);
    return Optional.of(
        Duration.ofDays(fields.number(field, days -> days >= 0 && days <= MOST_DAYS, rule)));
  }

  private Reply shown(OrgId org) {
    RetentionStore.Times times = store.find(org).orElseThrow(() -> none(org.toString()));
    return Reply.json(
        200,
        Json.object()
            .put("org_id", org.toString())
            .put(ASSETS, times.assets().map(Duration::toDays).orElse(null))
            .put(OUTPUTS, times.outputs().map(Duration::toDays).orElse(null)));
  }

  private OrgId require(Call call) {
    String id = call.part("id");
    return OrgId.parse(id).filter(org -> store.find(org).isPresent()).orElseThrow(() -> none(id));
  }

  private static ApiException none(String id) {
    return new ApiException(
        ErrorCode.NOT_FOUND, "there is no organisation `%s`".formatted(Shown.of(id, 64)));
  }
}
