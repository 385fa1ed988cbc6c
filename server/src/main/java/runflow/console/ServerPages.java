package runflow.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;

/** What runs here: providers with their health, and the node with its settings. */
final class ServerPages {
  private final Door door;
  private final SettingsFrame frame;

  ServerPages(Door door, SettingsFrame frame) {
    this.door = door;
    this.frame = frame;
  }

  List<Route> routes() {
    return List.of(
        door.page(SettingsTab.PROVIDERS.path(), this::providers),
        door.page(SettingsTab.SERVER.path(), this::server));
  }

  /** Everyone may see which routes work; what is set, only the operator. */
  private Reply providers(Visit visit) throws Exception {
    Optional<ServerSettings> settings =
        visit.session().operator().isPresent() ? Optional.of(settings(visit)) : Optional.empty();
    Map<String, List<RouteStatus>> byProvider = new LinkedHashMap<>();
    for (RouteStatus.Model model :
        visit.get("/v1/models?limit=500&fields=id,routes", RouteStatus.Models.class).items()) {
      for (RouteStatus.ModelRoute route : model.routes()) {
        byProvider
            .computeIfAbsent(route.provider(), name -> new ArrayList<>())
            .add(new RouteStatus(model.id(), route.model(), route.status(), route.reason()));
      }
    }
    List<RouteStatus.OfProvider> providers = new ArrayList<>();
    byProvider.forEach(
        (name, routes) ->
            providers.add(
                new RouteStatus.OfProvider(
                    name, routes, settings.map(all -> all.of(name)).orElse(List.of()))));
    return frame.page(
        visit,
        SettingsTab.PROVIDERS,
        "providers.jte",
        Map.of("providers", providers, "settings", settings, "readiness", readiness(visit)));
  }

  private Reply server(Visit visit) throws Exception {
    return visit.session().operator().isEmpty()
        ? frame.needs(visit, SettingsTab.SERVER, Missing.OPERATOR)
        : frame.page(
            visit,
            SettingsTab.SERVER,
            "server.jte",
            Map.of("settings", settings(visit), "readiness", readiness(visit)));
  }

  private static ServerSettings settings(Visit visit) throws Exception {
    return Json.MAPPER.treeToValue(
        visit.administer("GET", "/v1/admin/settings", null), ServerSettings.class);
  }

  private static Readiness readiness(Visit visit) throws Exception {
    return visit.get("/v1/readiness", Readiness.class);
  }
}
