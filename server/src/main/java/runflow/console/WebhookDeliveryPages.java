package runflow.console;

import java.util.List;
import java.util.Map;
import runflow.error.ApiException;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** What was sent to a webhook and what it answered. */
final class WebhookDeliveryPages {
  private final Door door;
  private final SettingsFrame frame;

  WebhookDeliveryPages(Door door, SettingsFrame frame) {
    this.door = door;
    this.frame = frame;
  }

  List<Route> routes() {
    String one = WebhookPages.TAB.path() + "/{webhook}/deliveries/{id}";
    return List.of(
        door.page(one, visit -> delivery(visit, FormValues.NONE)),
        door.form(one + "/redeliveries", this::redeliver));
  }

  private Reply delivery(Visit visit, FormValues form) throws Exception {
    WebhookDelivery delivery = visit.get(target(visit), WebhookDelivery.class);
    return frame.form(
        visit,
        WebhookPages.TAB,
        "delivery.jte",
        form,
        Map.of(
            "delivery",
            delivery,
            "attempts",
            visit.get(target(visit) + "/attempts", WebhookDelivery.Attempts.class).items()));
  }

  private Reply redeliver(Visit visit) throws Exception {
    JsonNode fresh;
    try {
      fresh = visit.send("POST", target(visit) + "/redeliveries", Json.object());
    } catch (ApiException e) {
      return delivery(visit, FormValues.refused(visit, e));
    }
    return Door.seeOther(
        WebhookPages.TAB.path()
            + "/"
            + fresh.path("webhook_id").asString("")
            + "/deliveries/"
            + fresh.path("id").asString(""));
  }

  private static String target(Visit visit) {
    return WebhookPages.ALL
        + "/"
        + Targets.part(visit.call().part("webhook"))
        + "/deliveries/"
        + Targets.part(visit.call().part("id"));
  }
}
