package runflow.provider.declared;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.json.Json;
import runflow.provider.declared.Declaration.Access;
import runflow.provider.declared.Declaration.Signature;
import runflow.provider.declared.Declaration.Webhook;

/** Reads how a provider tells that a job has moved on. */
final class WebhookReader {
  private static final List<String> SIGNATURES = List.of("ed25519-jwks", "standard-webhooks");

  private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final Section webhook;
  private final Access access;

  WebhookReader(Section webhook, Access access) {
    this.webhook = webhook;
    this.access = access;
  }

  Webhook read() {
    webhook.allowOnly("query", "field", "body", "signed", "keys", "secret", "headers");
    if (webhook.has("query") == webhook.has("field")) {
      webhook.problem("field", "or /webhook/query must say where our URL goes, and not both");
    }
    Optional<Pointer> field = webhook.pointer("field");
    field
        .filter(pointer -> !pointer.writable())
        .ifPresent(
            pointer -> webhook.problem("field", "cannot be written to: its steps must be names"));
    return new Webhook(
        webhook.parsed(
            "query",
            name -> Optional.of(name).filter(text -> QUERY.matcher(text).matches()),
            "a plain name of a parameter"),
        field,
        webhook.optionalSection("body").map(Section::node).orElseGet(Json::object),
        signature());
  }

  private Signature signature() {
    HttpCall keys = webhook.call("keys", List.of());
    if (keys.target().startsWith("http") && !known(keys.target())) {
      webhook.problem(
          "keys", "must be below the base URL or on one of `hosts`: add its host there");
    }
    String signed = webhook.text("signed");
    if (signed.equals("standard-webhooks")) {
      if (!webhook.has("secret")) {
        webhook.problem("secret", "is missing: it must be a JSON pointer such as /key");
      }
      return new Signature.StandardWebhooks(
          keys, webhook.pointer("secret").orElseGet(() -> new Pointer(List.of(""))));
    }
    if (!signed.isEmpty() && !signed.equals("ed25519-jwks")) {
      webhook.problem("signed", Section.mustBe("one of " + String.join(", ", SIGNATURES), signed));
    }
    String headers = webhook.optionalText("headers").orElse("x-webhook-");
    return new Signature.Ed25519Jwks(keys, headers.toLowerCase(Locale.ROOT));
  }

  private boolean known(String url) {
    Optional<URI> read = AccessReader.baseUrl(url);
    return read.map(URI::getHost)
        .filter(host -> host.equals(access.baseUrl().getHost()) || access.hosts().contains(host))
        .isPresent();
  }
}
