package runflow.engine.raster;

/**
 * A scene or a picture made ready to be drawn at any time. Drawing is a pure function of the time;
 * scratch memory makes an instance not thread-safe.
 */
public interface Shot {
  /**
   * Draws the frame at a time in seconds.
   *
   * @param i420 one and a half bytes for each pixel, overwritten
   */
  void draw(float time, byte[] i420);
}
