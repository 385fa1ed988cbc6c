package runflow.engine.raster;

import java.util.Arrays;

/** A body through round sections, part by part. Reused; not thread-safe. */
final class Flesh {
  /** What a body is covered with: two skins, and how much of the second is on what faces down. */
  record Hide(Swatch main, Swatch other, float under) {}

  private final Seen seen = new Seen();
  private final Facing facing = new Facing();
  private Span[] spans = new Span[0];

  /** Draws the body that goes through some sections. */
  void draw(Span.Section[] sections, Hide hide, Canvas canvas) {
    int count = sections.length - 1;
    reserve(count);
    Box box = new Box();
    for (int i = 0; i < count; i++) {
      spans[i].set(sections, i);
      spans[i].bound(box);
    }
    seen.start(box, canvas);
    for (int i = count - 1; i >= 0; i--) {
      seen.trace(spans[i], facing, canvas);
      spans[i].look(facing, hide.under);
      seen.add(facing);
    }
    seen.lay(hide, canvas);
  }

  private void reserve(int count) {
    int known = spans.length;
    if (known < count) {
      spans = Arrays.copyOf(spans, count);
      for (int i = known; i < count; i++) {
        spans[i] = new Span();
      }
    }
  }
}
