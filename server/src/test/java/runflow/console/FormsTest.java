package runflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import runflow.testing.Visitor;

/** A form that is refused says why and keeps all that was typed; one sent twice counts once. */
class FormsTest {
  private static TestServer server;
  private static Visitor visitor;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    visitor = Visitor.stranger(server).signIn(server.testKey()).signIn(server.serviceKey());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void theThresholdKeepsItsTextAndItsPeriod() throws Exception {
    Answer refused = visitor.post("/usage/threshold?period=7", "threshold", "a lot");

    assertThat(form(refused, "/usage/threshold?period=7#low-balance"))
        .contains("decimal number of dollars", "value=\"a lot\"");
    assertThat(refused.text()).contains("href=\"/usage?period=7\" aria-current=\"page\"");

    Answer saved = visitor.post("/usage/threshold?period=7", "threshold", "12");
    assertThat(saved.header("Location")).hasValue("/usage?period=7");
  }

  @Test
  void aNewWebhookKeepsEveryField() throws Exception {
    String html =
        form(
            visitor.post(
                "/settings/webhooks",
                "url",
                "ftp://nobody",
                "label",
                "orders",
                "description",
                "what \"shop\" needs",
                "events",
                "run.failed"),
            "/settings/webhooks");

    assertThat(html)
        .contains(
            "value=\"ftp://nobody\"",
            "value=\"orders\"",
            "value=\"what &#34;shop&#34; needs\"",
            "value=\"run.failed\" checked");
    assertThat(Pattern.compile(" checked").matcher(html).results()).hasSize(1);
  }

  @Test
  void eachFormOfAWebhookKeepsItsOwn() throws Exception {
    String path = "/settings/webhooks/" + webhook();

    Answer changed =
        visitor.post(path, "url", "ftp://nobody", "label", "b", "events", "run.failed");
    assertThat(form(changed, path + "#terms"))
        .contains("role=\"alert\"", "value=\"ftp://nobody\"", "value=\"run.failed\" checked")
        .doesNotContain("value=\"true\" checked");
    assertThat(form(changed, path + "/redeliveries#again"))
        .doesNotContain("role=\"alert\"")
        .contains("value=\"failed\" selected");

    Answer early =
        visitor.post(path + "/redeliveries", "since", "2999-12-31T23:00", "status", "all");
    assertThat(form(early, path + "/redeliveries#again"))
        .contains("role=\"alert\"", "value=\"2999-12-31T23:00\"", "value=\"all\" selected");
    assertThat(form(early, path + "#terms"))
        .contains("https://example.com/hook", "value=\"true\" checked");

    for (int secrets = 1; secrets < 5; secrets++) {
      assertThat(rotate(path, "3600").status()).isEqualTo(200);
    }
    assertThat(form(rotate(path, "604800"), path + "/rotations#rotation"))
        .contains("5 secrets are live already", "value=\"604800\" selected");
  }

  @Test
  void aSecretKeepsItsLabel() throws Exception {
    String tooLong = "x".repeat(300);
    String id = server.post("/v1/callback-secrets", "{}").json().path("id").stringValue();
    String rename = "/settings/secrets/" + id + "/label";

    Answer made = visitor.post("/settings/secrets", "label", tooLong);
    assertThat(form(made, "/settings/secrets#new")).contains("role=\"alert\"", tooLong);
    assertThat(form(made, rename)).doesNotContain(tooLong);

    Answer renamed = visitor.post(rename, "label", tooLong);
    assertThat(renamed.text()).contains("role=\"alert\"");
    assertThat(form(renamed, rename)).contains(tooLong);
    assertThat(form(renamed, "/settings/secrets#new")).doesNotContain(tooLong, "role=\"alert\"");
  }

  @Test
  void aKeyKeepsItsOverlap() throws Exception {
    String organisation = organisation("Full");
    String key =
        administer(
            "/v1/admin/organisations/" + organisation + "/keys",
            "{\"kind\":\"test\",\"name\":\"one\"}");
    fill(organisation);
    String path = "/settings/keys/" + key + "/rotations";

    assertThat(form(visitor.post(path, "overlap_seconds", "3600"), path))
        .contains("has 1000 keys already", "value=\"3600\" selected")
        .doesNotContain("value=\"86400\" selected");
  }

  @Test
  void anOrganisationKeepsItsNameAndItsCredit() throws Exception {
    String tooLong = "y".repeat(300);
    assertThat(
            form(
                visitor.post("/settings/organisations", "name", tooLong),
                "/settings/organisations#new"))
        .contains("role=\"alert\"", tooLong);

    String path = "/settings/organisations/" + organisation("Poor") + "/credits";
    Answer refused =
        visitor.post(path, "mode", "live", "amount", "a lot", "note", "order 4711", "once", "1");
    assertThat(form(refused, path))
        .contains(
            "role=\"alert\"", "value=\"live\" checked", "value=\"a lot\"", "value=\"order 4711\"");
  }

  @Test
  void creditThatIsSentTwiceIsBookedOnce() throws Exception {
    String organisation = organisation("Clicked twice");
    String path = "/settings/organisations/" + organisation + "/credits";
    String[] form = {"mode", "live", "amount", "12.50", "note", "", "once", "the same"};

    assertThat(visitor.post(path, form).text()).contains("Credit added: $12.50 of live money");
    assertThat(visitor.post(path, form).text()).contains("its credit was added once");
    assertThat(balance(organisation)).isEqualTo("12.50");

    form[7] = "another";
    assertThat(visitor.post(path, form).text()).contains("Credit added: $25.00 of live money");
    assertThat(balance(organisation)).isEqualTo("25.00");
  }

  private static String balance(String organisation) throws Exception {
    Answer key =
        server.send(
            "POST",
            "/v1/admin/organisations/" + organisation + "/keys",
            server.serviceKey(),
            "{\"kind\":\"live\",\"name\":\"reader\"}",
            Map.of());
    return server
        .send(
            "GET",
            "/v1/billing/balance",
            key.json().path("plain_key").stringValue(),
            null,
            Map.of())
        .json()
        .path("balance")
        .stringValue();
  }

  private static Answer rotate(String webhook, String overlap) throws Exception {
    return visitor.post(webhook + "/rotations", "overlap_seconds", overlap);
  }

  private static String webhook() throws Exception {
    return server
        .post("/v1/webhooks", "{\"url\": \"https://example.com/hook\"}")
        .json()
        .path("id")
        .stringValue();
  }

  private static String organisation(String name) throws Exception {
    return administer("/v1/admin/organisations", "{\"name\":\"%s\"}".formatted(name));
  }

  private static String administer(String path, String body) throws Exception {
    Answer made = server.send("POST", path, server.serviceKey(), body, Map.of());
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("id").stringValue();
  }

  /** Gives an organisation as many keys as it may have. */
  private static void fill(String organisation) {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        """
                        insert into api_key
                          (id, org_id, kind, prefix, hash, created_at, name, scopes, line)
                        select gen_random_uuid(), org_id, kind, prefix, decode(md5(n::text), 'hex'),
                          created_at, name, scopes, line
                        from api_key, generate_series(2, 1000) as n where org_id = ?::uuid
                        """,
                        organisation));
  }

  /** The part of a page that was refused with the form that is sent to an address. */
  private static String form(Answer page, String action) {
    assertThat(page.status()).as(page.text()).isEqualTo(422);
    String html = page.text();
    int start = html.indexOf(" action=\"" + action + "\"");
    assertThat(start).as(action).isPositive();
    return html.substring(start, html.indexOf("</form>", start));
  }
}
