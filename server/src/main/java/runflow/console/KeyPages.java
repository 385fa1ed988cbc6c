package runflow.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import runflow.error.ApiException;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** Keys of an organisation: listed, made, rotated and revoked by the operator. */
final class KeyPages {
  private static final SettingsTab TAB = SettingsTab.KEYS;
  private static final String ADMIN = "/v1/admin/";

  private final Door door;
  private final SettingsFrame frame;
  private final InstantSource clock;

  KeyPages(Door door, SettingsFrame frame, InstantSource clock) {
    this.door = door;
    this.frame = frame;
    this.clock = clock;
  }

  List<Route> routes() {
    String one = TAB.path() + "/{id}";
    return List.of(
        door.page(TAB.path(), frame.operated(TAB, this::list)),
        door.page(TAB.path() + "/new", frame.operated(TAB, visit -> form(visit, FormValues.NONE))),
        door.page(one, frame.operated(TAB, visit -> key(visit, FormValues.NONE))),
        door.form(TAB.path(), frame.operated(TAB, this::create)),
        door.form(one + "/rotations", frame.operated(TAB, this::rotate)),
        door.form(one + "/revocation", frame.operated(TAB, this::revoke)));
  }

  private Reply list(Visit visit) throws Exception {
    OrganisationEntry organisation = organisation(visit);
    String cursor = visit.call().query("pq").map(pq -> "&pq=" + Targets.part(pq)).orElse("");
    JsonNode keys =
        visit.administer(
            "GET", ADMIN + "organisations/" + organisation.id() + "/keys?limit=50" + cursor, null);
    return frame.page(
        visit,
        TAB,
        "keys.jte",
        Map.of(
            "organisation",
            organisation,
            "keys",
            Json.MAPPER.treeToValue(keys, KeyEntry.Page.class),
            "now",
            clock.instant()));
  }

  private Reply form(Visit visit, FormValues form) throws Exception {
    List<String> models =
        visit
            .get("/v1/models?limit=500&fields=id")
            .path("items")
            .valueStream()
            .map(model -> model.path("id").asString())
            .toList();
    return frame.form(
        visit,
        TAB,
        "newKey.jte",
        form,
        Map.of("organisation", organisation(visit), "models", models));
  }

  private Reply create(Visit visit) throws Exception {
    String path = ADMIN + "organisations/" + Targets.part(organisationId(visit)) + "/keys";
    JsonNode made;
    try {
      made = visit.administer("POST", path, KeyForm.body(visit, clock.instant()));
    } catch (ApiException e) {
      return form(visit, FormValues.refused(visit, e));
    }
    return shown(visit, made, "The new key");
  }

  private Reply key(Visit visit, FormValues form) throws Exception {
    JsonNode key =
        visit.administer("GET", ADMIN + "keys/" + Targets.part(visit.call().part("id")), null);
    return frame.form(
        visit,
        TAB,
        "key.jte",
        form,
        Map.of("key", Json.MAPPER.treeToValue(key, KeyEntry.class), "now", clock.instant()));
  }

  private Reply rotate(Visit visit) throws Exception {
    String path = ADMIN + "keys/" + Targets.part(visit.call().part("id")) + "/rotations";
    JsonNode made;
    try {
      made =
          visit.administer("POST", path, Json.object().put("overlap_seconds", Overlap.sent(visit)));
    } catch (ApiException e) {
      return key(visit, FormValues.refused(visit, e));
    }
    return shown(
        visit, made, "The successor of " + made.at("/replaces/key_prefix").asString("") + "…");
  }

  private Reply revoke(Visit visit) throws Exception {
    try {
      visit.administer("DELETE", ADMIN + "keys/" + Targets.part(visit.call().part("id")), null);
    } catch (ApiException e) {
      return key(visit, FormValues.refused(visit, e));
    }
    return Door.seeOther(TAB.path() + "/" + Targets.part(visit.call().part("id")));
  }

  private Reply shown(Visit visit, JsonNode made, String title) throws Exception {
    return frame.shownOnce(
        visit,
        TAB,
        new ShownOnce(
            title,
            made.path("plain_key").asString(""),
            "Copy it now to where it is used. The server keeps only a hash of it, so nobody can show it again.",
            TAB.path() + "/" + made.path("id").asString("")));
  }

  private OrganisationEntry organisation(Visit visit) throws Exception {
    return Json.MAPPER.treeToValue(
        visit.administer(
            "GET", ADMIN + "organisations/" + Targets.part(organisationId(visit)), null),
        OrganisationEntry.class);
  }

  /** The one that the page names, else that of the one who works here. */
  private static String organisationId(Visit visit) {
    return visit
        .call()
        .query("organisation")
        .or(() -> visit.field("organisation"))
        .orElseGet(() -> visit.session().anyone().org().toString());
  }
}
