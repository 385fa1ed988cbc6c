package runflow.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import runflow.http.Caller;

/**
 * Links that sign in once, for whoever sees the terminal of the server. Nothing is stored of them:
 * they end with the process. Safe for use by many threads.
 */
final class SignInLinks {
  private static final Duration VALID = Duration.ofHours(1);
  private static final int TICKET_BYTES = 24;

  private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  SignInLinks(InstantSource clock) {
    this.clock = clock;
  }

  private record Ticket(List<Caller> holders, Instant expires) {}

  /** The path of a new link. */
  String make(List<Caller> holders) {
    byte[] bytes = new byte[TICKET_BYTES];
    random.nextBytes(bytes);
    String ticket = HexFormat.of().formatHex(bytes);
    tickets.put(ticket, new Ticket(List.copyOf(holders), clock.instant().plus(VALID)));
    return SignInPages.LINK + ticket;
  }

  /** Whom the link signs in; empty if it has been used, has expired or is none. */
  Optional<List<Caller>> use(String ticket) {
    return Optional.ofNullable(tickets.remove(ticket))
        .filter(found -> found.expires().isAfter(clock.instant()))
        .map(Ticket::holders);
  }
}
