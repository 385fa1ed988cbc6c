package runflow.console;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.http.Call;
import runflow.http.Caller;
import runflow.http.LocalApi;
import runflow.http.Reply;
import runflow.id.OrgId;
import runflow.json.Json;
import runflow.page.Frame;
import runflow.page.Section;
import runflow.page.Theme;
import tools.jackson.databind.JsonNode;

/**
 * One request of somebody who is signed in, and what its page asks of the API meanwhile. Used by
 * one thread.
 */
final class Visit {
  private static final String ORGANISATION = "X-Organization-Id";

  private final Call call;
  private final Session session;
  private final LocalApi api;
  private final Theme theme;
  private final String baseUrl;
  private final Map<String, List<String>> fields;
  private final List<Frame.ApiCall> calls = new ArrayList<>();

  /**
   * @param fields of the form that was sent; empty on a GET
   */
  Visit(Call call, Session session, Surroundings surroundings, Map<String, List<String>> fields) {
    this.call = call;
    this.session = session;
    this.api = surroundings.api();
    this.theme = surroundings.theme();
    this.baseUrl = surroundings.baseUrl();
    this.fields = fields;
  }

  /** What is the same for all visits of a moment. */
  record Surroundings(LocalApi api, Theme theme, String baseUrl) {}

  Call call() {
    return call;
  }

  Session session() {
    return session;
  }

  /** What absolute URLs start with. */
  String baseUrl() {
    return baseUrl;
  }

  /** Whether a script asks for a part of the page. */
  boolean wantsFragment() {
    return call.header("HX-Request").isPresent();
  }

  /** The first value of a field that was sent and is not blank. */
  Optional<String> field(String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** Every field that was sent. */
  Map<String, List<String>> fields() {
    return fields;
  }

  /**
   * Reads from the API, and notes the request for the page to show.
   *
   * @param target path and query
   * @throws ApiException for what the API refuses
   */
  JsonNode get(String target) throws Exception {
    return ask("GET", target, null);
  }

  /** As {@link #get}, as a record whose components name the fields that are wanted. */
  <T> T get(String target, Class<T> type) throws Exception {
    return Json.MAPPER.treeToValue(get(target), type);
  }

  /** The API's own answer, such as a table, for a browser to save. */
  Reply pass(String target) throws Exception {
    return api.call(
        call, session.anyone(), new LocalApi.Ask("GET", target, Optional.empty(), Map.of()));
  }

  /** Changes something through the API; the answer is empty where there is none. */
  JsonNode send(String method, String target, @Nullable JsonNode body) throws Exception {
    return send(method, target, body, Map.of());
  }

  /** As {@link #send(String, String, JsonNode)}, with headers. */
  JsonNode send(String method, String target, @Nullable JsonNode body, Map<String, String> headers)
      throws Exception {
    return answer(session.anyone(), new LocalApi.Ask(method, target, bytes(body), headers));
  }

  /**
   * A link as the page uses it: one to this server goes to the name that the browser knows it by.
   */
  String here(String url) {
    return Targets.here(baseUrl, url);
  }

  /**
   * Any request in the name of the operator, for the organisation of the one who works here.
   *
   * @throws java.util.NoSuchElementException without a service key
   */
  JsonNode administer(String method, String target, @Nullable JsonNode body) throws Exception {
    return administer(session.worker().map(Caller::org), method, target, body);
  }

  /**
   * As {@link #administer(String, String, JsonNode)}, for any organisation.
   *
   * @param organisation empty for the one of the service key
   */
  JsonNode administer(
      Optional<OrgId> organisation, String method, String target, @Nullable JsonNode body)
      throws Exception {
    Caller operator = session.operator().orElseThrow();
    Map<String, String> headers =
        organisation.map(id -> Map.of(ORGANISATION, id.toString())).orElse(Map.of());
    if (method.equals("GET")) {
      note(method, target, null);
    }
    return answer(operator, new LocalApi.Ask(method, target, bytes(body), headers));
  }

  /** Reads without noting it: what the frame of each page shows. */
  Optional<JsonNode> peek(String target) throws Exception {
    try {
      return Optional.of(
          answer(session.anyone(), new LocalApi.Ask("GET", target, Optional.empty(), Map.of())));
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  /** What surrounds the page, with the requests that were made so far. */
  Frame frame(String title, Section section) throws Exception {
    return frame(title, Optional.of(section));
  }

  /** As {@link #frame(String, Section)}, of a page that may be of no section. */
  Frame frame(String title, Optional<Section> section) throws Exception {
    return new Frame(title, section, theme, Optional.of(who()), calls, call.target());
  }

  /** Who the page says is signed in. */
  Frame.Who who() throws Exception {
    Caller caller = session.anyone();
    Optional<JsonNode> me = peek("/v1/auth/me");
    return new Frame.Who(
        me.map(known -> known.at("/organizations/0/name").asString("")).orElse(""),
        caller.grant().prefix(),
        session.live(),
        session.hasOtherMode(),
        balance(),
        session.csrf());
  }

  /** What the account can spend, e.g. {@code $12.34}; empty if the visitor may not see it. */
  Optional<String> balance() throws Exception {
    return peek("/v1/billing/balance")
        .map(balance -> Dollars.text(new BigDecimal(balance.path("available").stringValue())));
  }

  /** Shows a request of the API on the page, as a command. */
  void note(String method, String target, @Nullable JsonNode body) {
    calls.add(new Frame.ApiCall(method, target, Curl.of(method, baseUrl + target, body)));
  }

  private JsonNode ask(String method, String target, @Nullable JsonNode body) throws Exception {
    note(method, target, body);
    return answer(session.anyone(), new LocalApi.Ask(method, target, bytes(body), Map.of()));
  }

  private JsonNode answer(Caller caller, LocalApi.Ask ask) throws Exception {
    Reply.Bytes reply = api.call(call, caller, ask);
    return reply.body().length == 0
        ? Json.MAPPER.missingNode()
        : Json.tree(new String(reply.body(), StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> bytes(@Nullable JsonNode body) {
    return Optional.ofNullable(body).map(Json::bytes);
  }
}
