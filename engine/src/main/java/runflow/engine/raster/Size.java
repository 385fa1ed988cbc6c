package runflow.engine.raster;

/** The size of a video: pixels, both even, and seconds. */
public record Size(int width, int height, float seconds) {}
