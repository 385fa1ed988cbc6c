package runflow.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Organisations and their keys, for the holder of a service key. Calls are bounded and fail as
 * those of {@link RunflowClient} do; what makes something is sent once, so after an unclear end
 * look into the list. Safe for use by many threads.
 */
public final class Administration implements AutoCloseable {
  private final Transport transport;

  public Administration(ClientOptions options) {
    var retries = new RetryPolicy(options.retries(), RandomGenerator.getDefault());
    this.transport = new Transport(options, retries, Thread::sleep);
  }

  /** Makes an organisation, which begins with some play money and no key. */
  public Organisation createOrganisation(String name) {
    return ask(
        Ask.postOnce("/v1/admin/organisations", RunflowClient.json(Map.of("name", name))),
        Organisation.class);
  }

  /** Every organisation, the newest first. */
  public List<Organisation> organisations() {
    return Pages.of(transport, "/v1/admin/organisations", "?pq=").stream()
        .map(item -> RunflowClient.document(item, Organisation.class))
        .toList();
  }

  /**
   * One organisation.
   *
   * @throws RequestRefusedException 404 if there is none of that id
   */
  public Organisation organisation(String id) {
    return ask(Ask.get(organisationPath(id)), Organisation.class);
  }

  /** The organisation of the service key itself. */
  public Organisation ownOrganisation() {
    JsonNode me = RunflowClient.read(transport.send(Ask.get("/v1/auth/me")), JsonNode.class);
    return RunflowClient.document(me.path("organizations").path(0), Organisation.class);
  }

  /** Makes a key for an organisation; its text is in this answer only. */
  public ApiKey createKey(String organisation, NewApiKey key) {
    return ask(
        Ask.postOnce(organisationPath(organisation) + "/keys", RunflowClient.json(key.body())),
        ApiKey.class);
  }

  /** Every key of an organisation, ended ones too, the newest first. */
  public List<ApiKey> keys(String organisation) {
    return Pages.of(transport, organisationPath(organisation) + "/keys", "?pq=").stream()
        .map(item -> RunflowClient.document(item, ApiKey.class))
        .toList();
  }

  /**
   * One key, of whatever organisation.
   *
   * @throws RequestRefusedException 404 if there is none of that id
   */
  public ApiKey key(String id) {
    return ask(Ask.get(keyPath(id)), ApiKey.class);
  }

  /**
   * Makes a successor that may do the same; its text is in this answer only.
   *
   * @param overlap how long the old key still works; none ends it now
   */
  public ApiKey rotateKey(String id, Duration overlap) {
    Map<String, Long> body = Map.of("overlap_seconds", overlap.toSeconds());
    return ask(Ask.postOnce(keyPath(id) + "/rotations", RunflowClient.json(body)), ApiKey.class);
  }

  /** Ends a key; one that has ended already stays as it is. */
  public void revokeKey(String id) {
    transport.send(Ask.delete(keyPath(id)));
  }

  /**
   * Adds credit to an organisation, as {@link RunflowClient#addCredit} does to the key's own.
   *
   * @param livemode live money, else test money
   * @param amount dollars, with at most six decimals
   */
  public Balance addCredit(
      String organisation, boolean livemode, BigDecimal amount, Optional<String> note) {
    Ask ask = RunflowClient.creditAsk(livemode, amount, note).forOrganisation(organisation);
    return ask(ask, Balance.class);
  }

  private <T> T ask(Ask ask, Class<T> type) {
    return RunflowClient.read(transport.send(ask), type);
  }

  private static String organisationPath(String id) {
    return "/v1/admin/organisations/" + RunflowClient.encoded(id);
  }

  private static String keyPath(String id) {
    return "/v1/admin/keys/" + RunflowClient.encoded(id);
  }

  @Override
  public void close() {
    transport.close();
  }
}
