package runflow.provider;

/**
 * A picture that the caller sent.
 *
 * @param field of the input that it belongs to
 * @param mimeType as its content says
 */
public record MediaInput(String field, String mimeType, byte[] bytes) {}
