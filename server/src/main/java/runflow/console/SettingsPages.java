package runflow.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import runflow.http.Access;
import runflow.http.Route;
import runflow.page.Pages;

/** The pages of settings, put together. */
final class SettingsPages {
  static final String PATH = "/settings";

  private final Door door;
  private final SettingsFrame frame;
  private final InstantSource clock;

  SettingsPages(Door door, Pages pages, InstantSource clock) {
    this.door = door;
    this.frame = new SettingsFrame(pages);
    this.clock = clock;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get(PATH, Access.OPEN, call -> Door.seeOther(SettingsTab.KEYS.path())));
    routes.addAll(new KeyPages(door, frame, clock).routes());
    routes.addAll(new OrganisationPages(door, frame).routes());
    routes.addAll(new SecretPages(door, frame).routes());
    routes.addAll(new WebhookPages(door, frame, clock).routes());
    routes.addAll(new WebhookDeliveryPages(door, frame).routes());
    routes.addAll(new ServerPages(door, frame).routes());
    return routes;
  }
}
