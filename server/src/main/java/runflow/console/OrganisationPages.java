package runflow.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.id.OrgId;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** Organisations, which the operator makes and gives credit. */
final class OrganisationPages {
  private static final SettingsTab TAB = SettingsTab.ORGANISATIONS;
  private static final String ALL = "/v1/admin/organisations";

  private final Door door;
  private final SettingsFrame frame;

  /** Forms that have added credit: a second click or a reload adds no more. */
  private final Cache<String, Boolean> credited =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofDays(1)).build();

  OrganisationPages(Door door, SettingsFrame frame) {
    this.door = door;
    this.frame = frame;
  }

  List<Route> routes() {
    String one = TAB.path() + "/{id}";
    return List.of(
        door.page(TAB.path(), frame.operated(TAB, visit -> list(visit, FormValues.NONE))),
        door.page(one, frame.operated(TAB, visit -> organisation(visit, FormValues.NONE, ""))),
        door.form(TAB.path(), frame.operated(TAB, this::create)),
        door.form(one + "/credits", frame.operated(TAB, this::addCredit)));
  }

  private Reply list(Visit visit, FormValues form) throws Exception {
    String cursor = visit.call().query("pq").map(pq -> "&pq=" + Targets.part(pq)).orElse("");
    JsonNode found = visit.administer("GET", ALL + "?limit=50" + cursor, null);
    return frame.form(
        visit,
        TAB,
        "organisations.jte",
        form,
        Map.of("organisations", Json.MAPPER.treeToValue(found, OrganisationEntry.Page.class)));
  }

  private Reply create(Visit visit) throws Exception {
    try {
      JsonNode made =
          visit.administer("POST", ALL, Json.object().put("name", visit.field("name").orElse("")));
      return Door.seeOther(TAB.path() + "/" + made.path("id").asString(""));
    } catch (ApiException e) {
      return list(visit, FormValues.refused(visit, e));
    }
  }

  private Reply organisation(Visit visit, FormValues form, String done) throws Exception {
    JsonNode found =
        visit.administer("GET", ALL + "/" + Targets.part(visit.call().part("id")), null);
    return frame.form(
        visit,
        TAB,
        "organisation.jte",
        form,
        Map.of(
            "organisation", Json.MAPPER.treeToValue(found, OrganisationEntry.class), "done", done));
  }

  private Reply addCredit(Visit visit) throws Exception {
    Optional<OrgId> organisation = OrgId.parse(visit.call().part("id"));
    if (organisation.isEmpty()) {
      return organisation(visit, FormValues.NONE, "");
    }
    boolean live = visit.field("mode").filter("live"::equals).isPresent();
    JsonNode credit =
        Json.object()
            .put("amount", visit.field("amount").orElse(""))
            .put("livemode", live)
            .put("note", visit.field("note").orElse(null));
    String once = visit.field("once").orElse("");
    if (credited.asMap().putIfAbsent(once, true) != null) {
      return organisation(
          visit, FormValues.NONE, "This form was sent twice; its credit was added once.");
    }
    JsonNode balance;
    try {
      balance = visit.administer(organisation, "POST", "/v1/admin/credits", credit);
    } catch (ApiException e) {
      credited.invalidate(once);
      return organisation(visit, FormValues.refused(visit, e), "");
    }
    String available =
        Dollars.text(Json.MAPPER.treeToValue(balance, BalanceView.class).available());
    return organisation(
        visit,
        FormValues.NONE,
        "Credit added: %s of %s money can be spent now."
            .formatted(available, live ? "live" : "test"));
  }
}
