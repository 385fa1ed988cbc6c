package runflow.client;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money that is added.
 *
 * @param livemode live money, else test money
 * @param amount dollars, with at most six decimals
 */
record Credit(boolean livemode, BigDecimal amount, Optional<String> note) {
  /** Sent once: the server would add it again. */
  Ask ask() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("livemode", livemode);
    body.put("amount", amount.toPlainString());
    body.put("note", note.orElse(null));
    return Ask.postOnce("/v1/admin/credits", body);
  }
}
