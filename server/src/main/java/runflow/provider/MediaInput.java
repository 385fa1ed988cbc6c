package runflow.provider;

/**
 * A picture that the caller sent.
 *
 * @param field of the input that it belongs to
 * @param mimeType as its content says: {@code image/jpeg}, {@code image/png} or {@code image/webp}
 * @param width in pixels
 * @param height in pixels
 */
public record MediaInput(String field, String mimeType, int width, int height, byte[] bytes) {}
