package runflow.engine.raster;

import org.jspecify.annotations.Nullable;

/** A plate in a shot, with its place on the picture in the current frame. Not thread-safe. */
final class Layer {
  final Plate plate;

  /** Picture widths that the plate moves to the right in a second, beside the camera's move. */
  private final float drift;

  private final @Nullable Sway sway;

  private final Placement fine;
  private final Placement coarse;
  private float time;

  Layer(Plate plate, float drift, Lens lens) {
    this(plate, drift, null, lens);
  }

  /** A fine plate with alpha, the rows of which sway. */
  Layer(Plate plate, Sway sway, Lens lens) {
    this(plate, 0, sway, lens);
  }

  private Layer(Plate plate, float drift, @Nullable Sway sway, Lens lens) {
    this.plate = plate;
    this.drift = drift;
    this.sway = sway;
    fine = new Placement(lens.width());
    coarse = new Placement(lens.width() / 2);
  }

  void place(Lens lens, View view) {
    time = view.time();
    float shift = drift * lens.width() * time;
    fine.place(plate, lens, view, shift, false);
    coarse.place(plate, lens, view, shift, true);
  }

  /** Whether each row moves by itself. */
  boolean sways() {
    return sway != null;
  }

  /** Samples of a plane that a row of it moves to the right. */
  float aside(int plane, float row) {
    if (sway == null) {
      return 0;
    }
    int size = plane == 0 ? 1 : 2;
    return sway.at(plate.region.top() + row * size, time) / size;
  }

  Placement placement(int plane) {
    return plane == 0 ? fine : coarse;
  }
}
