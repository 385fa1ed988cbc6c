package runflow.engine.raster;

/** A plate in a shot, with its place on the picture in the current frame. Not thread-safe. */
final class Layer {
  final Plate plate;

  /** Picture widths that the plate moves to the right in a second, beside the camera's move. */
  private final float drift;

  private final Placement fine;
  private final Placement coarse;

  Layer(Plate plate, float drift, Lens lens) {
    this.plate = plate;
    this.drift = drift;
    fine = new Placement(lens.width());
    coarse = new Placement(lens.width() / 2);
  }

  void place(Lens lens, View view) {
    float shift = drift * lens.width() * view.time();
    fine.place(plate, lens, view, shift, false);
    coarse.place(plate, lens, view, shift, true);
  }

  Placement placement(int plane) {
    return plane == 0 ? fine : coarse;
  }
}
