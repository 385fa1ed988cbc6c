package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An organisation as {@code GET /v1/admin/organisations/{id}} describes it. */
public record OrganisationEntry(String id, String name, Instant createdAt) {
  /** A page of organisations. */
  public record Page(List<OrganisationEntry> items, Optional<String> nextPq) {}
}
