package runflow.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Authenticator;
import runflow.http.Caller;

/**
 * Authentication by API key. Known keys are remembered for ten seconds, by their hash, so that a
 * poll costs no statement; wrong keys are not remembered. Safe for use by many threads.
 */
public final class ApiKeys implements Authenticator {
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9_]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final AccountStore store;
  private final Cache<String, Caller> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  public ApiKeys(Db db) {
    this.store = new AccountStore(db);
  }

  /** Whether the database has a key. */
  boolean knows(String key) {
    return store.holderOf(new ApiKey(key).hash()).isPresent();
  }

  @Override
  public Caller authenticate(Optional<String> authorization) {
    if (authorization.isEmpty()) {
      throw unauthorized("the request has no key; send `Authorization: Bearer rf_…`");
    }
    Matcher bearer = BEARER.matcher(authorization.get().strip());
    if (!bearer.matches()) {
      throw unauthorized("the `Authorization` header must be `Bearer` and a key");
    }
    var key = new ApiKey(bearer.group(1));
    byte[] hash = key.hash();
    String name = HexFormat.of().formatHex(hash);
    Caller caller = known.getIfPresent(name);
    if (caller == null) {
      caller =
          store
              .holderOf(hash)
              .orElseThrow(
                  () ->
                      unauthorized(
                          "the key is not known here; take one from credentials.json in the data"
                              + " folder of the server"));
      known.put(name, caller);
    }
    return caller;
  }

  private static ApiException unauthorized(String message) {
    return new ApiException(ErrorCode.UNAUTHORIZED, message);
  }
}
