package runflow.client;

import java.math.BigDecimal;

/**
 * The money that a key can spend, in {@code currency}.
 *
 * @param balance all there is
 * @param reserved held for runs that are still open
 * @param available what a new run may cost at most
 */
public record Balance(
    BigDecimal balance, BigDecimal reserved, BigDecimal available, String currency) {}
