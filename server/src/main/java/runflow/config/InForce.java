package runflow.config;

/**
 * A setting as it is in force and may be shown.
 *
 * @param key dotted, e.g. {@code http.port}
 * @param value as it was written, masked if it is secret; empty if there is none
 * @param meaning one line
 * @param source a flag, a variable, a file, or {@code default}
 */
public record InForce(String key, String value, String meaning, String source) {}
