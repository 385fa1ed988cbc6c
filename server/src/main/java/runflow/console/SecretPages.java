package runflow.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** The secrets that callbacks are signed with. */
final class SecretPages {
  private static final SettingsTab TAB = SettingsTab.SECRETS;
  private static final String ALL = "/v1/callback-secrets";

  private final Door door;
  private final SettingsFrame frame;

  SecretPages(Door door, SettingsFrame frame) {
    this.door = door;
    this.frame = frame;
  }

  List<Route> routes() {
    String one = TAB.path() + "/{id}";
    return List.of(
        door.page(TAB.path(), visit -> list(visit, FormValues.NONE)),
        door.form(TAB.path(), this::create),
        door.form(
            one + "/label",
            visit ->
                change(
                    visit, "PATCH", Json.object().put("label", visit.field("label").orElse("")))),
        door.form(
            one + "/current",
            visit -> change(visit, "PATCH", Json.object().put("is_current", true))),
        door.form(one + "/deletion", visit -> change(visit, "DELETE", null)));
  }

  private Reply list(Visit visit, FormValues form) throws Exception {
    if (visit.session().worker().isEmpty()) {
      return frame.needs(visit, TAB, Missing.WORKER);
    }
    return frame.form(
        visit,
        TAB,
        "secrets.jte",
        form,
        Map.of("secrets", visit.get(ALL + "?limit=50", SecretEntry.Page.class).items()));
  }

  private Reply create(Visit visit) throws Exception {
    JsonNode made;
    try {
      made = visit.send("POST", ALL, Json.object().put("label", visit.field("label").orElse("")));
    } catch (ApiException e) {
      return list(visit, FormValues.refused(visit, e));
    }
    return frame.shownOnce(
        visit,
        TAB,
        new ShownOnce(
            "The new callback secret",
            made.path("plain_secret").asString(""),
            "Give it to the servers that receive callbacks, beside the older one. It signs from now on; delete the older one when every receiver knows this one.",
            TAB.path()));
  }

  private Reply change(Visit visit, String method, @Nullable JsonNode body) throws Exception {
    String id = Targets.part(visit.call().part("id"));
    try {
      visit.send(method, ALL + "/" + id, body);
    } catch (ApiException e) {
      return list(visit, FormValues.refused(visit, e));
    }
    return Door.seeOther(TAB.path());
  }
}
