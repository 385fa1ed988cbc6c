package runflow.client;

import java.time.Instant;
import java.util.Optional;

/** Whoever runs, money and keys belong to. */
public record Organisation(String id, String name, Optional<Instant> createdAt) {}
