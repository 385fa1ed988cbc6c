package runflow.client;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a run's log says of one thing that happened.
 *
 * @param levelCode {@code info} or {@code warning}; a newer server may know more
 * @param message a sentence for a person
 * @param meta the same as values; of a call to a provider {@code provider}, {@code purpose}, {@code
 *     status}, {@code duration_ms} and {@code request_id}
 */
public record LogLine(
    String id,
    String levelCode,
    String message,
    Optional<JsonNode> meta,
    Optional<Instant> timestamp) {}
