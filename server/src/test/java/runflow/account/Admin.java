package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What an operator does over HTTP with the service key. */
record Admin(TestServer server) implements AutoCloseable {
  /** The operator of a server of its own, for which it is as late as the clock says. */
  static Admin start(InstantSource clock) throws Exception {
    return new Admin(TestServer.start(TestServer.Options.standard().clock(clock)));
  }

  Answer send(String method, String path, @Nullable String json) throws Exception {
    return server.send(method, path, server.serviceKey(), json, Map.of());
  }

  /** Makes an organisation and returns its id. */
  String organisation(String name) throws Exception {
    return made(send("POST", "/v1/admin/organisations", "{\"name\":\"%s\"}".formatted(name)))
        .path("id")
        .stringValue();
  }

  /** The organisation of the first start. */
  String ownOrganisation() throws Exception {
    return server.get("/v1/auth/me").json().path("org_id").stringValue();
  }

  /** Makes a key; {@code more} are further fields, each with a comma before it. */
  JsonNode key(String org, String kind, String more) throws Exception {
    return made(
        send(
            "POST",
            "/v1/admin/organisations/" + org + "/keys",
            "{\"name\":\"k\",\"kind\":\"%s\"%s}".formatted(kind, more)));
  }

  /** As {@link #key}, and returns its text. */
  String plainKey(String org, String kind, String more) throws Exception {
    return key(org, kind, more).path("plain_key").stringValue();
  }

  Answer revoke(String id) throws Exception {
    return send("DELETE", "/v1/admin/keys/" + id, null);
  }

  Answer rotate(String id, @Nullable String json) throws Exception {
    return send("POST", "/v1/admin/keys/" + id + "/rotations", json);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static JsonNode made(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.json();
  }
}
