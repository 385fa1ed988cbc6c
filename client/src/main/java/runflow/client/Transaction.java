package runflow.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the ledger; amounts in dollars.
 *
 * @param kind {@code topup}, {@code reserve}, {@code release}, {@code settle} or {@code adjust}
 * @param amount what can be spent more, or less, since
 * @param cost what the run of a {@code settle} was billed
 * @param availableAfter what could be spent after it: the sum of the amounts so far
 * @param balanceAfter the same with what open runs held
 */
public record Transaction(
    String id,
    String kind,
    BigDecimal amount,
    Optional<BigDecimal> cost,
    BigDecimal availableAfter,
    BigDecimal balanceAfter,
    Optional<String> runId,
    Optional<String> note,
    Optional<Instant> createdAt) {}
