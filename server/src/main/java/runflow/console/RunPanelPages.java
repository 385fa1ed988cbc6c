package runflow.console;

import java.util.List;
import java.util.Map;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.page.Pages;

/** What the live panel of a run asks for: itself again, and that the run be cancelled. */
final class RunPanelPages {
  private final Door door;
  private final Pages pages;

  RunPanelPages(Door door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  List<Route> routes() {
    return List.of(
        door.page("/runs/{id}/panel", this::panel),
        door.form("/runs/{id}/cancellation", this::cancel));
  }

  private Reply panel(Visit visit) throws Exception {
    return fragment(visit);
  }

  private Reply cancel(Visit visit) throws Exception {
    String id = Targets.part(visit.call().part("id"));
    visit.send("POST", "/v1/runs/" + id + "/cancellation", null);
    return visit.wantsFragment() ? fragment(visit) : Door.seeOther("/runs/" + id);
  }

  private Reply fragment(Visit visit) throws Exception {
    return pages.fragment(
        "runs/panel.jte",
        Map.of("panel", RunPanel.of(visit, visit.call().part("id")), "balance", visit.balance()));
  }
}
