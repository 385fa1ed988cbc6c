package runflow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import runflow.account.ApiKeys;
import runflow.config.ServerKey;
import runflow.db.Db;
import runflow.http.Caller;
import runflow.id.KeyId;

/**
 * Starts, finds and ends sessions. A session ends twelve hours after it was last used, a week after
 * it began, when somebody signs out, or with its keys. Safe for use by many threads.
 */
final class Sessions {
  private static final Duration UNUSED = Duration.ofHours(12);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** A session that is in use writes its new end no more often. */
  private static final Duration EXTENDED_EACH = Duration.ofMinutes(10);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOKEN_BYTES = 32;
  private static final int CSRF_BYTES = 16;
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{" + 2 * TOKEN_BYTES + "}");

  private final SessionStore store;
  private final ApiKeys keys;
  private final SecretKey forms;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(Db db, ApiKeys keys, ServerKey serverKey, InstantSource clock) {
    this.store = new SessionStore(db);
    this.keys = keys;
    this.forms = serverKey.derive("console forms", ALGORITHM);
    this.clock = clock;
  }

  /** How long a browser keeps its cookie, unless the session ends before. */
  static Duration longest() {
    return LONGEST;
  }

  /**
   * Starts a session.
   *
   * @param holders of the keys, at most one of each kind, at least one
   * @return the token for the browser's cookie
   */
  String start(List<Caller> holders) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    String text = HexFormat.of().formatHex(token);
    Instant now = clock.instant();
    boolean live =
        holders.stream().anyMatch(holder -> holder.kind() == Caller.Kind.LIVE)
            && holders.stream().noneMatch(holder -> holder.kind() == Caller.Kind.TEST);
    store.insert(
        hash(text),
        new SessionStore.Row(
            holders.stream().map(Caller::key).toList(), live, now, now.plus(UNUSED)));
    return text;
  }

  /** Who is signed in with a token; empty if nobody is any more. */
  Optional<Session> find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    byte[] hash = hash(token);
    Instant now = clock.instant();
    Optional<SessionStore.Row> row = store.find(hash).filter(found -> found.expires().isAfter(now));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Map<Caller.Kind, Caller> holders = holders(row.get().keys());
    if (holders.isEmpty()) {
      store.delete(hash);
      return Optional.empty();
    }
    boolean live = row.get().live();
    Optional<KeyId> worker =
        Optional.ofNullable(holders.get(live ? Caller.Kind.LIVE : Caller.Kind.TEST))
            .map(Caller::key);
    if (worker.isEmpty() && !holders.containsKey(Caller.Kind.SERVICE)) {
      // What was meant for play money is never done with the live key that is left.
      return Optional.empty();
    }
    extend(hash, row.get(), now);
    return Optional.of(new Session(holders, live, csrf(hash, live, worker)));
  }

  /** The keys of a session and one more, which replaces the one of its kind. */
  List<Caller> with(Optional<Session> session, Caller more) {
    List<Caller> all = new ArrayList<>();
    session.ifPresent(
        there ->
            there.holders().values().stream()
                .filter(holder -> holder.kind() != more.kind() && sameOrganisation(holder, more))
                .forEach(all::add));
    all.add(more);
    return all;
  }

  /** Shows the other mode from now on. */
  void show(String token, boolean live) {
    store.show(hash(token), live);
  }

  void end(String token) {
    store.delete(hash(token));
  }

  private static boolean sameOrganisation(Caller one, Caller other) {
    return one.kind() == Caller.Kind.SERVICE
        || other.kind() == Caller.Kind.SERVICE
        || one.org().equals(other.org());
  }

  private Map<Caller.Kind, Caller> holders(List<KeyId> ids) {
    Map<Caller.Kind, Caller> holders = new EnumMap<>(Caller.Kind.class);
    for (KeyId id : ids) {
      keys.holder(id).ifPresent(holder -> holders.put(holder.kind(), holder));
    }
    return holders;
  }

  private void extend(byte[] hash, SessionStore.Row row, Instant now) {
    Instant end = now.plus(UNUSED);
    Instant last = row.created().plus(LONGEST);
    Instant expires = end.isBefore(last) ? end : last;
    if (expires.isAfter(row.expires().plus(EXTENDED_EACH))) {
      store.extend(hash, expires);
    }
  }

  /** A form counts in the mode and for the key that its page was made with, and in no other. */
  private String csrf(byte[] hash, boolean live, Optional<KeyId> worker) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(forms);
      mac.update((live + " " + worker.map(KeyId::toString).orElse("")).getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(hash), 0, CSRF_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
