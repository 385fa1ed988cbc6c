package runflow.provider.declared;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.config.ProviderConfig;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderCall.Purpose;
import runflow.provider.http.Answer;
import runflow.provider.http.Place;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Request;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/** Makes the calls of one declaration with an account's key, and notes what they cost. */
final class Wire implements AutoCloseable {
  private static final int LONGEST_COST = 64;

  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

  private final ProviderClient client;
  private final Map<String, String> auth = new HashMap<>();
  private final Optional<Declaration.Cost> cost;
  private final boolean relayed;

  Wire(Declaration.Parts parts, ProviderConfig.Declared account, ProviderClient.Limits limits) {
    Declaration.Access access = parts.access();
    URI base = account.baseUrl().orElse(access.baseUrl());
    this.client = new ProviderClient(new Place(base, access.hosts()), limits);
    this.cost = parts.cost();
    this.relayed = account.baseUrl().isPresent();
    account
        .key()
        .ifPresent(
            key ->
                access
                    .auth()
                    .forEach(
                        (name, text) ->
                            auth.put(name, text.replace("{key}", sendable(parts.name(), key)))));
  }

  private static String sendable(String provider, ProviderConfig.Secret key) {
    if (!PRINTABLE.matcher(key.value()).matches()) {
      throw new IllegalArgumentException(
          "the key of provider `%s` must be ASCII without spaces or line breaks, but is not: copy it again"
              .formatted(provider));
    }
    return key.value();
  }

  /**
   * Whether the provider may be told to call a URL of ours: plain http is for a relay or a test,
   * which is called so itself; a provider would refuse it, or could not reach it.
   */
  boolean mayBeTold(URI webhook) {
    return "https".equals(webhook.getScheme())
        || !"https".equals(client.place().base().getScheme());
  }

  /** A call to a filled-in target. */
  Request request(Purpose purpose, String method, String target) {
    return Request.of(purpose, method, target, auth);
  }

  /** The same call with more headers. */
  Request request(Purpose purpose, String method, String target, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(auth);
    return Request.of(purpose, method, target, all);
  }

  /**
   * A call for keys that a file names by a whole URL: an operator's own base URL stands in front of
   * that, too.
   */
  Request keys(HttpCall call) {
    boolean whole = call.target().startsWith("http");
    String target = whole && relayed ? URI.create(call.target()).getRawPath() : call.target();
    return request(Purpose.CHECK, call.method(), target);
  }

  Answer send(Request request, CallLog calls) throws InterruptedException {
    List<ProviderCall> made = new ArrayList<>(1);
    Answer answer = client.send(request, made::add);
    Optional<String> said = cost(answer);
    made.forEach(call -> calls.called(said.isPresent() ? priced(call, said) : call));
    return answer;
  }

  Artifact.Content file(String url, CallLog calls) {
    return client.file(url, auth, calls);
  }

  private Optional<String> cost(Answer answer) {
    return answer instanceof Answer.Http http && cost.isPresent()
        ? cost(cost.get(), http).map(Said::shown).map(Wire::cut)
        : Optional.empty();
  }

  private static Optional<String> cost(Declaration.Cost cost, Answer.Http answer) {
    return switch (cost) {
      case Declaration.Cost.Header(String name) -> answer.header(name);
      case Declaration.Cost.Body(Pointer at) -> answer.json().flatMap(at::text);
    };
  }

  private static String cut(String text) {
    return text.length() > LONGEST_COST ? text.substring(0, LONGEST_COST) : text;
  }

  private static ProviderCall priced(ProviderCall call, Optional<String> cost) {
    return new ProviderCall(
        call.purpose(),
        call.method(),
        call.path(),
        call.status(),
        call.took(),
        call.requestId(),
        cost,
        call.trouble());
  }

  /** A job's kept values, with those that a pointer takes from an answer. */
  static Map<String, String> with(Map<String, String> kept, HttpCall call, JsonNode answer) {
    Map<String, String> values = new HashMap<>(kept);
    for (String name : call.names()) {
      Pointer.parse(name).flatMap(at -> at.text(answer)).ifPresent(text -> values.put(name, text));
    }
    return values;
  }

  @Override
  public void close() {
    client.close();
  }
}
