package runflow.engine.scene;

/**
 * The camera.
 *
 * @param handheld whether a hand holds it
 */
public record Camera(Move move, Pace pace, boolean handheld) {}
