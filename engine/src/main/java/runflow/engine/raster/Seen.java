package runflow.engine.raster;

/**
 * What is seen of a body in a box of pixels. Each shows only that part of the body which covers it
 * most, so that neither its rims nor its joints are drawn twice. Reused; not thread-safe.
 */
final class Seen {
  private final Touched touched = new Touched();

  /** How much of each pixel is covered; zero between two drawings. */
  private float[] covers = new float[0];

  private float[] others = covers;
  private int[] cells = new int[0];
  private int left;
  private int top;
  private int width;
  private int height;

  /** Starts anew with what of a box is on a canvas. */
  void start(Box box, Canvas canvas) {
    left = Math.max(canvas.left, (int) box.left);
    top = Math.max(canvas.top, (int) box.top);
    width = Math.max(0, Math.min(canvas.right(), (int) box.right + 1) - left);
    height = Math.max(0, Math.min(canvas.bottom(), (int) box.bottom + 1) - top);
    int size = width * height;
    if (covers.length < size) {
      covers = new float[size];
      others = new float[size];
      cells = new int[size];
    }
    touched.start(height, width);
  }

  /** Finds the pixels that a part may cover and that nothing before it hides. */
  void trace(Span span, Facing out, Canvas canvas) {
    int first = Math.max(top, (int) span.top());
    int end = Math.min(top + height, (int) span.bottom() + 1);
    out.start(width * Math.max(0, end - first));
    for (int y = first; y < end; y++) {
      span.row(y);
      int from = Math.max(left, span.first());
      int to = Math.min(left + width, span.last());
      if (from < to) {
        int hides = Math.min(to, canvas.hides(y));
        int shows = Math.max(from, canvas.shows(y));
        if (hides < shows) {
          add(out, y, from, hides);
          add(out, y, shows, to);
        } else {
          add(out, y, from, to);
        }
      }
    }
  }

  private void add(Facing out, int y, int from, int to) {
    if (from < to) {
      touched.add(y - top, from - left, to - left);
      out.add(y, from, to, (y - top) * width - left);
    }
  }

  /** Adds what is seen of a part. */
  void add(Facing part) {
    for (int i = 0; i < part.count; i++) {
      int place = part.places[i];
      if (part.cover[i] > covers[place]) {
        covers[place] = part.cover[i];
        others[place] = part.other[i];
        cells[place] = part.cells[i];
      }
    }
  }

  /** Lays all on a canvas, and forgets it. */
  void lay(Flesh.Hide hide, Canvas canvas) {
    for (int row = 0; row < height; row++) {
      int first = left + touched.begin(row);
      int last = left + touched.end(row);
      if (first < last) {
        int y = top + row;
        canvas.touch(y, first, last);
        int hides = Math.min(last, canvas.hides(y));
        int shows = Math.max(first, canvas.shows(y));
        if (hides < shows) {
          lay(hide, canvas, y, first, hides);
          lay(hide, canvas, y, shows, last);
        } else {
          lay(hide, canvas, y, first, last);
        }
        canvas.close(y, first, last);
      }
    }
  }

  private void lay(Flesh.Hide hide, Canvas canvas, int y, int first, int last) {
    if (first < last) {
      int from = (y - top) * width - left + first;
      int count = last - first;
      hide.main().find(cells, from, from + count);
      if (hide.other() == hide.main()) {
        lay(hide.main().colours, from, canvas.planes(), canvas.line(y) + first, count);
      } else {
        hide.other().find(cells, from, from + count);
        lay(hide, from, canvas.planes(), canvas.line(y) + first, count);
      }
    }
  }

  /** Lays pixels of a row, also those that are not covered: to leave them out would take longer. */
  private void lay(Flesh.Hide hide, int from, float[][] planes, int to, int count) {
    float[] colours = hide.main().colours;
    float[] second = hide.other().colours;
    float[] luma = planes[0];
    float[] blue = planes[1];
    float[] red = planes[2];
    float[] alpha = planes[3];
    for (int i = 0; i < count; i++) {
      float cover = covers[from + i] * (1 - alpha[to + i]);
      float part = others[from + i] * cover;
      float main = cover - part;
      int at = Swatch.VALUES * cells[from + i];
      luma[to + i] += colours[at] * main + second[at] * part;
      blue[to + i] += colours[at + 1] * main + second[at + 1] * part;
      red[to + i] += colours[at + 2] * main + second[at + 2] * part;
      alpha[to + i] += cover;
      covers[from + i] = 0;
    }
  }

  /** The same where there is one skin. */
  private void lay(float[] colours, int from, float[][] planes, int to, int count) {
    float[] luma = planes[0];
    float[] blue = planes[1];
    float[] red = planes[2];
    float[] alpha = planes[3];
    for (int i = 0; i < count; i++) {
      float cover = covers[from + i] * (1 - alpha[to + i]);
      int at = Swatch.VALUES * cells[from + i];
      luma[to + i] += colours[at] * cover;
      blue[to + i] += colours[at + 1] * cover;
      red[to + i] += colours[at + 2] * cover;
      alpha[to + i] += cover;
      covers[from + i] = 0;
    }
  }
}
