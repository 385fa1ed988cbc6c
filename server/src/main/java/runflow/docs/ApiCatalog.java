package runflow.docs;

import java.util.Map;
import runflow.http.Reply;
import runflow.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a stranger finds what describes this API: the linkset of RFC 9727. */
final class ApiCatalog {
  static final String PATH = "/.well-known/api-catalog";

  private static final String TYPE =
      "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";

  private final Reply reply;

  ApiCatalog(String base) {
    ObjectNode api = Json.object().put("anchor", base + "/");
    link(api.putArray("service-desc"), base + "/openapi.json", "application/json");
    ArrayNode documents = api.putArray("service-doc");
    link(documents, base + "/llms.txt", "text/plain");
    link(documents, base + "/llms-full.txt", "text/plain");
    link(api.putArray("service-meta"), base + "/v1/public/models", "application/json");
    link(api.putArray("status"), base + "/v1/health", "application/json");
    ObjectNode linkset = Json.object();
    linkset.putArray("linkset").add(api);
    // A HEAD request has nothing but the header to go by.
    Map<String, String> link = Map.of("Link", "<%s%s>; rel=\"api-catalog\"".formatted(base, PATH));
    this.reply = new Reply.Bytes(200, link, TYPE, Json.bytes(linkset));
  }

  Reply reply() {
    return reply;
  }

  private static void link(ArrayNode links, String href, String type) {
    links.addObject().put("href", href).put("type", type);
  }
}
