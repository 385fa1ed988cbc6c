package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A tree seen from the side, drawn once and planted many times, with light from above and from the
 * right. Lengths are in heights of the tree: across from the middle of its foot, and up. Safe to
 * share.
 */
final class Specimen {
  /** What is bark and not leaves or needles. */
  static final float BARK = 0;

  /** Half the width of the sheet that a tree is drawn on. */
  static final float REACH = 0.4f;

  private static final int MOST_CELLS = 448;
  private static final int FEWEST_CELLS = 14;

  /** The drawing, and smaller ones that each have half as many cells across and down. */
  private final List<Drawing> drawings = new ArrayList<>();

  private Specimen(int key, int cells, Habit habit) {
    Smudge drawing = new Smudge(Math.round(2 * REACH * cells), cells);
    habit.grow(new Sapling(drawing, cells, key));
    for (int halved = 1; cells / halved >= FEWEST_CELLS; halved *= 2) {
      drawings.add(new Drawing(drawing, cells, halved));
      drawing = drawing.halved();
    }
  }

  /**
   * Grows some trees that differ.
   *
   * @param height of the tallest that will be planted, in pixels
   */
  static List<Specimen> grove(int count, int key, float height, Habit habit)
      throws InterruptedException {
    int cells = Math.clamp(Math.round(height), 2 * FEWEST_CELLS, MOST_CELLS) & ~1;
    List<Callable<Specimen>> grove = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int own = key + i * 7919;
      grove.add(() -> new Specimen(own, cells, habit));
    }
    return Together.run(grove);
  }

  /** How a kind of tree grows. */
  interface Habit {
    void grow(Sapling sapling);
  }

  /** A tree that is being drawn. */
  record Sapling(Smudge drawing, int cells, int key) {
    /** A number of this tree's own, 0 to 1. */
    float draw(int salt) {
      return Maths.hash(key, salt);
    }

    /** Lays a stroke over what has grown so far. */
    void stroke(Smudge.Knot from, Smudge.Knot to, Smudge.Ink ink) {
      drawing.stroke(cell(from), cell(to), ink);
    }

    private Smudge.Knot cell(Smudge.Knot knot) {
      return new Smudge.Knot(
          (knot.x() + REACH) * cells, (1 - knot.y()) * cells, knot.radius() * cells);
    }
  }

  /**
   * The drawing for pixels of a size.
   *
   * @param pixel size of a pixel
   */
  Drawing drawing(float pixel) {
    int half = 0;
    while (drawings.get(half).size() * pixel > 1.4f && half + 1 < drawings.size()) {
      half++;
    }
    return drawings.get(half);
  }
}
