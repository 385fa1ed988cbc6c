package runflow.console;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints that get what happens: listed, made, changed, tried and told again. */
final class WebhookPages {
  static final SettingsTab TAB = SettingsTab.WEBHOOKS;
  static final String ALL = "/v1/webhooks";
  private static final int SHOWN = 20;

  private final Door door;
  private final SettingsFrame frame;
  private final InstantSource clock;

  WebhookPages(Door door, SettingsFrame frame, InstantSource clock) {
    this.door = door;
    this.frame = frame;
    this.clock = clock;
  }

  List<Route> routes() {
    String one = TAB.path() + "/{id}";
    return List.of(
        door.page(TAB.path(), this::list),
        door.page(TAB.path() + "/new", visit -> form(visit, FormValues.NONE)),
        door.page(one, visit -> webhook(visit, FormValues.NONE, "")),
        door.form(TAB.path(), this::create),
        door.form(one, visit -> change(visit, terms(visit))),
        door.form(one + "/state", visit -> change(visit, state(visit))),
        door.form(one + "/rotations", this::rotate),
        door.form(one + "/tests", this::test),
        door.form(one + "/redeliveries", this::redeliver),
        door.form(one + "/deletion", this::delete));
  }

  private Reply list(Visit visit) throws Exception {
    return visit.session().worker().isEmpty()
        ? frame.needs(visit, TAB, Missing.WORKER)
        : frame.page(
            visit,
            TAB,
            "webhooks.jte",
            Map.of("webhooks", visit.get(ALL + "?limit=50", WebhookEntry.Page.class).items()));
  }

  private Reply form(Visit visit, FormValues form) throws Exception {
    return frame.form(visit, TAB, "newWebhook.jte", form, Map.of("types", types(visit)));
  }

  private Reply create(Visit visit) throws Exception {
    JsonNode made;
    try {
      made = visit.send("POST", ALL, terms(visit));
    } catch (ApiException e) {
      return form(visit, FormValues.refused(visit, e));
    }
    return shown(visit, made, "The signing secret of the new webhook");
  }

  private Reply webhook(Visit visit, FormValues form, String done) throws Exception {
    WebhookEntry webhook = visit.get(target(visit), WebhookEntry.class);
    String cursor =
        visit
            .call()
            .query("pq")
            .map(pq -> "&pq=" + Targets.part(pq) + (back(visit) ? "&from_prev=true" : ""))
            .orElse("");
    WebhookDelivery.Page deliveries =
        visit.get(
            target(visit) + "/deliveries?limit=" + SHOWN + cursor, WebhookDelivery.Page.class);
    return frame.form(
        visit,
        TAB,
        "webhook.jte",
        form,
        Map.of(
            "webhook",
            webhook,
            "types",
            types(visit),
            "deliveries",
            deliveries,
            "hourAgo",
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minusHours(1)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString(),
            "done",
            done));
  }

  private Reply change(Visit visit, ObjectNode body) throws Exception {
    try {
      visit.send("PATCH", target(visit), body);
    } catch (ApiException e) {
      return webhook(visit, FormValues.refused(visit, e), "");
    }
    return Door.seeOther(path(visit));
  }

  private Reply rotate(Visit visit) throws Exception {
    JsonNode changed;
    try {
      changed =
          visit.send(
              "PATCH",
              target(visit),
              Json.object().put("rotate_secret", true).put("overlap_seconds", Overlap.sent(visit)));
    } catch (ApiException e) {
      return webhook(visit, FormValues.refused(visit, e), "");
    }
    return shown(visit, changed, "The new signing secret");
  }

  private Reply test(Visit visit) throws Exception {
    JsonNode delivery;
    try {
      delivery = visit.send("POST", target(visit) + "/tests", Json.object());
    } catch (ApiException e) {
      return webhook(visit, FormValues.refused(visit, e), "");
    }
    return Door.seeOther(path(visit) + "/deliveries/" + delivery.path("id").asString(""));
  }

  private Reply redeliver(Visit visit) throws Exception {
    JsonNode order;
    try {
      order =
          visit.send(
              "POST",
              target(visit) + "/redeliveries",
              Json.object()
                  .put("since", visit.field("since").map(text -> text + "Z").orElse(""))
                  .put("status", visit.field("status").orElse("failed")));
    } catch (ApiException e) {
      return webhook(visit, FormValues.refused(visit, e), "");
    }
    int count = order.path("count").asInt(0);
    return webhook(
        visit,
        FormValues.NONE,
        count == 0
            ? "No delivery to send again since then."
            : count == 1 ? "1 delivery is sent again." : count + " deliveries are sent again.");
  }

  private Reply delete(Visit visit) throws Exception {
    visit.send("DELETE", target(visit), null);
    return Door.seeOther(TAB.path());
  }

  private Reply shown(Visit visit, JsonNode webhook, String title) throws Exception {
    return frame.shownOnce(
        visit,
        TAB,
        new ShownOnce(
            title,
            webhook.path("plain_secret").asString(""),
            "Give it to the server at the webhook's URL, which checks the signatures with it. It is stored encrypted and not shown again.",
            TAB.path() + "/" + webhook.path("id").asString("")));
  }

  /** All types ticked means all there will ever be. */
  private static ObjectNode terms(Visit visit) {
    ObjectNode body =
        Json.object()
            .put("url", visit.field("url").orElse(""))
            .put("label", visit.field("label").orElse(""))
            .put("description", visit.field("description").orElse(""));
    if (visit.field("all_events").isPresent()) {
      body.putNull("events");
    } else {
      var events = body.putArray("events");
      visit.fields().getOrDefault("events", List.of()).forEach(events::add);
    }
    return body;
  }

  private static ObjectNode state(Visit visit) {
    return Json.object()
        .put("disabled", visit.field("disabled").filter("true"::equals).isPresent());
  }

  private static List<WebhookEntry.EventType> types(Visit visit) throws Exception {
    return visit.get(ALL + "/event-types", WebhookEntry.EventTypes.class).items();
  }

  private static boolean back(Visit visit) {
    return Optional.of("true").equals(visit.call().query("from_prev"));
  }

  private static String target(Visit visit) {
    return ALL + "/" + Targets.part(visit.call().part("id"));
  }

  private static String path(Visit visit) {
    return TAB.path() + "/" + Targets.part(visit.call().part("id"));
  }
}
