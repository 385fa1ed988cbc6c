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
  private final Api api;

  public Administration(ClientOptions options) {
    var retries = new RetryPolicy(options.retries(), RandomGenerator.getDefault());
    this.transport = new Transport(options, retries, Thread::sleep);
    this.api = new Api(transport);
  }

  /** Makes an organisation, which begins with some play money and no key. */
  public Organisation createOrganisation(String name) {
    return api.send(
        Ask.postOnce("/v1/admin/organisations", Map.of("name", name)), Organisation.class);
  }

  /** Every organisation, the newest first. */
  public List<Organisation> organisations() {
    return api.all("/v1/admin/organisations", Organisation.class);
  }

  /**
   * One organisation.
   *
   * @throws RequestRefusedException 404 if there is none of that id
   */
  public Organisation organisation(String id) {
    return api.get(Paths.organisation(id), Organisation.class);
  }

  /** The organisation of the service key itself. */
  public Organisation ownOrganisation() {
    JsonNode me = api.get("/v1/auth/me", JsonNode.class);
    return ClientJson.read(me.path("organizations").path(0), Organisation.class);
  }

  /** Makes a key for an organisation; its text is in this answer only. */
  public ApiKey createKey(String organisation, NewApiKey key) {
    Ask ask = Ask.postOnce(Paths.organisation(organisation) + "/keys", key.body());
    return api.send(ask, ApiKey.class);
  }

  /** Every key of an organisation, ended ones too, the newest first. */
  public List<ApiKey> keys(String organisation) {
    return api.all(Paths.organisation(organisation) + "/keys", ApiKey.class);
  }

  /**
   * One key, of whatever organisation.
   *
   * @throws RequestRefusedException 404 if there is none of that id
   */
  public ApiKey key(String id) {
    return api.get(Paths.key(id), ApiKey.class);
  }

  /**
   * Makes a successor that may do the same; its text is in this answer only.
   *
   * @param overlap how long the old key still works; none ends it now
   */
  public ApiKey rotateKey(String id, Duration overlap) {
    Map<String, Long> body = Map.of("overlap_seconds", overlap.toSeconds());
    return api.send(Ask.postOnce(Paths.key(id) + "/rotations", body), ApiKey.class);
  }

  /** Ends a key; one that has ended already stays as it is. */
  public void revokeKey(String id) {
    transport.send(Ask.delete(Paths.key(id)));
  }

  /**
   * Adds credit to an organisation, as {@link RunflowClient#addCredit} does to the key's own.
   *
   * @param livemode live money, else test money
   * @param amount dollars, with at most six decimals
   */
  public Balance addCredit(
      String organisation, boolean livemode, BigDecimal amount, Optional<String> note) {
    Ask ask = new Credit(livemode, amount, note).ask().forOrganisation(organisation);
    return api.send(ask, Balance.class);
  }

  @Override
  public void close() {
    transport.close();
  }
}
