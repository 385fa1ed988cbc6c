package runflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.config.S3Config;
import runflow.console.Console;
import runflow.docs.DocsRoutes;
import runflow.http.ErrorShape;
import runflow.http.LocalApi;
import runflow.http.NoRoute;
import runflow.http.PublicUrl;
import runflow.http.RateLimit;
import runflow.http.Route;
import runflow.http.Routing;
import runflow.page.Pages;

/**
 * What the listener serves.
 *
 * @param api what programs can call
 * @param routing that, and what people see in a browser
 * @param signInLink to the console, once; empty unless only this machine reaches it
 */
record Served(List<Route> api, Routing routing, Optional<String> signInLink) {
  /** What pages need beside the API's routes. */
  record Needs(
      Config config,
      Platform platform,
      Catalog catalog,
      Accounts accounts,
      Optional<RateLimit> rateLimit,
      PublicUrl publicUrl,
      boolean loopback) {}

  /** The routes of a node without the role api. */
  static Served withoutPages(List<Route> routes) {
    var routing = new Routing(routes, NoRoute.elsewhere(), call -> ErrorShape.ENVELOPE);
    return new Served(routes, routing, Optional.empty());
  }

  /** The API, the documents that describe it, and the console that asks it. */
  static Served withPages(List<Route> routes, Needs needs) throws IOException {
    var pages = new Pages(needs.config().storage().s3().map(S3Config::linkHosts));
    Console console = console(needs, pages, routes);
    var surroundings = new DocsRoutes.Surroundings(pages, console.frames());
    var docs = new DocsRoutes(needs.catalog(), surroundings, needs.publicUrl().base(), routes);
    List<Route> api = new ArrayList<>(routes);
    api.addAll(docs.routes());

    List<Route> all = new ArrayList<>(api);
    all.addAll(pages.routes());
    all.addAll(console.routes());
    return new Served(
        List.copyOf(api),
        new Routing(all, NoRoute.unknown(), console.errors()),
        needs.loopback()
            ? Optional.of(console.signInLink(needs.accounts().credentials().holders()))
            : Optional.empty());
  }

  private static Console console(Needs needs, Pages pages, List<Route> routes) {
    Platform platform = needs.platform();
    Accounts accounts = needs.accounts();
    var asked =
        new LocalApi(routes, accounts.keys(), needs.rateLimit(), platform.metrics().requests());
    return new Console(
        new Console.Needs(
            platform.db(),
            asked,
            accounts.keys(),
            platform.serverKey(),
            pages,
            needs.publicUrl(),
            platform.clock()));
  }
}
