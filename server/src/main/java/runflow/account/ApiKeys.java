package runflow.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Authenticator;
import runflow.http.Caller;
import runflow.id.KeyId;
import runflow.id.OrgId;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;

/**
 * Authentication by API key, or by a read token that was made with one. Known keys are remembered
 * for ten seconds, by their hash, so that a poll costs no statement; wrong keys are not remembered.
 * A change counts at once on the node that makes it, and on others when they hear of it, or when
 * they have forgotten the key. Safe for use by many threads.
 */
public final class ApiKeys implements Authenticator, SignalReceiver {
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9_]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MOST = 10_000;

  private final KeyStore store;
  private final AccountStore organisations;
  private final LastUsed lastUsed;
  private final ReadTokens tokens;
  private final Consumer<Signal> otherNodes;
  private final InstantSource clock;
  private final Cache<String, Known> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  /** The keys that read tokens were made with, or sessions of the console. */
  private final Cache<KeyId, Known> byId =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  /** When keys were changed, as this node noticed: what was read before does not count. */
  private final Cache<KeyId, Long> changed =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED.multipliedBy(2)).build();

  /**
   * The keys of a database.
   *
   * @param otherNodes is told of each key that is changed here; must not block
   */
  public ApiKeys(
      Db db,
      LastUsed lastUsed,
      ReadTokens tokens,
      Consumer<Signal> otherNodes,
      InstantSource clock) {
    this.store = new KeyStore(db);
    this.organisations = new AccountStore(db);
    this.lastUsed = lastUsed;
    this.tokens = tokens;
    this.otherNodes = otherNodes;
    this.clock = clock;
  }

  /**
   * A key as it was read.
   *
   * @param since {@link System#nanoTime} before it was
   */
  private record Known(StoredKey key, long since) {}

  /** Whether the database has a key, live or not. */
  boolean knows(String key) {
    return store.holderOf(new ApiKey(key).hash()).isPresent();
  }

  /** To be called after the commit of a change of a key. */
  void changed(KeyId key) {
    forget(key);
    otherNodes.accept(new Signal.KeyChanged(key));
  }

  @Override
  public void received(Signal signal) {
    switch (signal) {
      case Signal.KeyChanged changedThere -> forget(changedThere.key());
      case Signal.RunClosed closed -> {}
      case Signal.RunMoved moved -> {}
      case Signal.RunFollowed followed -> {}
      case Signal.WorkWaits work -> {}
    }
  }

  /** What no signal has told is forgotten in time. */
  @Override
  public void reread() {}

  private void forget(KeyId key) {
    changed.put(key, System.nanoTime());
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
    if (bearer.group(1).startsWith(ReadTokens.PREFIX)) {
      return authenticateToken(bearer.group(1));
    }
    StoredKey key = holder(new ApiKey(bearer.group(1)).hash());
    Instant now = clock.instant();
    Optional<String> ended = key.ended(now);
    if (ended.isPresent()) {
      throw unauthorized(
          "the key `%s…` %s; ask the operator for another one"
              .formatted(key.prefix(), ended.get()));
    }
    lastUsed.mark(key.id(), now);
    return key.caller();
  }

  /** The token ends with the key that made it, even before its own time. */
  @Override
  public Caller authenticateToken(String token) {
    if (!token.startsWith(ReadTokens.PREFIX)) {
      throw unauthorized(
          "`token` takes a read token (rf_read_…); send a key as `Authorization: Bearer rf_…`");
    }
    ReadTokens.Content content = tokens.read(token);
    StoredKey key = maker(content.key());
    Optional<String> ended = key.ended(clock.instant());
    if (ended.isPresent()) {
      throw ReadTokens.unauthorized("ended, because the key that made it " + ended.get());
    }
    return key.caller().reading(content.run());
  }

  /** Who holds a key; empty if it opens nothing. */
  Optional<Caller> holder(ApiKey key) {
    return store
        .holderOf(key.hash())
        .filter(stored -> stored.ended(clock.instant()).isEmpty())
        .map(StoredKey::caller);
  }

  /** Who holds a key that was shown before; empty if it opens nothing any more. */
  public Optional<Caller> holder(KeyId id) {
    Instant now = clock.instant();
    Optional<StoredKey> live = find(id).filter(key -> key.ended(now).isEmpty());
    live.ifPresent(key -> lastUsed.mark(key.id(), now));
    return live.map(StoredKey::caller);
  }

  private StoredKey maker(KeyId id) {
    return find(id)
        .orElseThrow(() -> ReadTokens.unauthorized("was made with a key that is not there"));
  }

  private Optional<StoredKey> find(KeyId id) {
    Known found = byId.getIfPresent(id);
    if (found != null && isFresh(found)) {
      return Optional.of(found.key());
    }
    long since = System.nanoTime();
    Optional<StoredKey> key = store.find(id);
    key.ifPresent(there -> byId.put(id, new Known(there, since)));
    return key;
  }

  private StoredKey holder(byte[] hash) {
    String name = HexFormat.of().formatHex(hash);
    Known found = known.getIfPresent(name);
    if (found != null && isFresh(found)) {
      return found.key();
    }
    long since = System.nanoTime();
    StoredKey key =
        store
            .holderOf(hash)
            .orElseThrow(
                () ->
                    unauthorized(
                        "the key is not known here; take one from credentials.json in the data"
                            + " folder of the server"));
    known.put(name, new Known(key, since));
    return key;
  }

  private boolean isFresh(Known found) {
    Long change = changed.getIfPresent(found.key().id());
    return change == null || found.since() - change > 0;
  }

  @Override
  public Caller actingFor(Caller caller, String organisation) {
    Optional<OrgId> named = OrgId.parse(organisation);
    if (named.filter(caller.org()::equals).isPresent()) {
      return caller;
    }
    return named
        .filter(org -> caller.kind() == Caller.Kind.SERVICE)
        .flatMap(organisations::find)
        .map(found -> caller.actingFor(found.id()))
        .orElseThrow(() -> NotFound.organisation(organisation));
  }

  private static ApiException unauthorized(String message) {
    return new ApiException(ErrorCode.UNAUTHORIZED, message);
  }
}
