package runflow.provider.sandbox;

/**
 * A rendered file in our storage.
 *
 * @param inferenceMs how long the engine took
 */
record Clip(
    String sha256,
    String posterSha256,
    int width,
    int height,
    int seconds,
    boolean audio,
    long inferenceMs) {}
