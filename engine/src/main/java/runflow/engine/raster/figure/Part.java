package runflow.engine.raster.figure;

import java.util.List;

/** One part of a figure; metres, x to where it faces, y up from the ground. */
public sealed interface Part {
  /** A rounded limb between two points, with a radius at each. */
  record Limb(float x0, float y0, float r0, float x1, float y1, float r1, Skin skin)
      implements Part {}

  /**
   * A body through round sections, one after the other, without a seam.
   *
   * @param sections of each: x, y, radius, how much of it has the other skin, and how dense it is
   * @param under how much of the other skin is on what faces down
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Form(float[] sections, float under, Skin skin, Skin other) implements Part {
    /** Numbers of a section. */
    public static final int SECTION = 5;
  }

  /**
   * A flat face with any outline.
   *
   * @param outline x and y of each corner
   * @param nx where it faces, to the front, with ny up; the rest is towards the camera
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Panel(float[] outline, float nx, float ny, Skin skin) implements Part {}

  /**
   * Thin blades of one colour, as leaflets are.
   *
   * @param blades of each: x, y, radius at its root, and the same of its tip
   * @param nx where they face, to the front, with ny up
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Blades(float[] blades, float nx, float ny, Skin skin) implements Part {
    /** Numbers of one end of a blade. */
    public static final int END = 3;

    /** Numbers of a blade. */
    public static final int BLADE = 2 * END;
  }

  /** A soft round cloud, densest in the middle. */
  record Puff(float x, float y, float rx, float ry, float alpha, Skin skin) implements Part {}

  /**
   * Parts that are seen several times beside each other.
   *
   * @param across how far to the front each is; the others lie whole pixels from the first
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Copies(List<Part> parts, float[] across) implements Part {}

  /** A soft shadow on the ground. */
  record Shade(float x, float y, float rx, float ry, float alpha) implements Part {}
}
