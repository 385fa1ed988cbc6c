package runflow.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** One try of a delivery, as the history shows it. */
record Attempt(
    int number,
    OptionalInt statusCode,
    Optional<String> responseBody,
    Duration took,
    Optional<String> error,
    Instant at) {}
