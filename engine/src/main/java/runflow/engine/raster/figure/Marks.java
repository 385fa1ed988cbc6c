package runflow.engine.raster.figure;

/** What a coat has beside its two skins. */
interface Marks {
  Marks NONE = (_, _) -> {};

  /** Adds them over a body. */
  void draw(Sketch sketch, Posture posture);
}
