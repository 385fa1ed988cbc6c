package runflow.asset;

/**
 * Bytes in our storage, named by their content.
 *
 * @param sha256 64 lower-case hex digits
 */
public record StoredObject(String sha256, long sizeBytes) {}
