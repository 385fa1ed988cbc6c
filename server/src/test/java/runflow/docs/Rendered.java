package runflow.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import runflow.catalog.Catalog;
import runflow.http.Access;
import runflow.http.ErrorShape;
import runflow.http.Reply;
import runflow.http.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The documents of the shipped catalog, and ways to look into Markdown. */
final class Rendered {
  static final String BASE = "http://127.0.0.1:8080";
  static final Catalog CATALOG = Catalog.load(Optional.empty());
  static final Documents DOCUMENTS = new Documents(CATALOG, BASE, openApi());
  static final Site SITE = new Site(DOCUMENTS, new Typesetter(BASE));

  private static final Pattern FENCE = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  private Rendered() {}

  /** Every route that the file behind the OpenAPI document describes, without names of parts. */
  static Set<String> described() {
    JsonNode file = new YAMLMapper().readTree(Shared.raw("openapi.yaml"));
    Set<String> routes =
        new TreeSet<>(
            Set.of("GET /v1/models/{}", "POST /v1/models/{}/runs", "POST /v1/models/{}/batches"));
    file.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            routes.add(
                                method.toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey().replaceAll("\\{[^}]*}", "{}"))));
    return routes;
  }

  /** The OpenAPI document of a server that serves everything that is described. */
  private static ObjectNode openApi() {
    List<Route> routes = new ArrayList<>();
    for (String signature : described()) {
      String method = signature.substring(0, signature.indexOf(' '));
      String path = distinct(signature.substring(signature.indexOf(' ') + 1));
      Route get = Route.get(path, Access.ANY_KEY, call -> Reply.noContent());
      routes.add(
          new Route(method, get.path(), get.access(), get.handler(), false, ErrorShape.ENVELOPE));
    }
    return new OpenApi(CATALOG, BASE, routes).document();
  }

  /** Parts need names of their own. */
  private static String distinct(String path) {
    String named = path;
    for (int i = 0; named.contains("{}"); i++) {
      named = named.replaceFirst("\\{}", "{p" + i + "}");
    }
    return named;
  }

  static String model(String id) {
    return page("/docs/models/" + id + ".md");
  }

  static String page(String path) {
    return DOCUMENTS.markdown(path).orElseThrow();
  }

  /** The text of every fence of a language. */
  static List<String> code(String markdown, String language) {
    var found = new ArrayList<String>();
    var fences = FENCE.matcher(markdown);
    while (fences.find()) {
      if (fences.group(1).equals(language)) {
        found.add(fences.group(2));
      }
    }
    return found;
  }

  /** The rows of the first table under a heading, as cells without backticks. */
  static List<List<String>> table(String markdown, String heading) {
    String section = markdown.substring(markdown.indexOf("\n" + heading + "\n"));
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(2, line.length() - 2).replace("`", "").split(" (?<!\\\\)\\| "))
        .map(List::of)
        .toList();
  }
}
