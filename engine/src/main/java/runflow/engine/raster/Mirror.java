package runflow.engine.raster;

import java.util.List;

/** The image of a figure in the water that it floats on, broken by the waves. */
final class Mirror implements Inset {
  private final Actor actor;
  private final Actor.Track track;
  private final float strength;
  private float time;
  private float line;
  private float scale = 1;

  Mirror(Actor actor, Actor.Track track, float strength) {
    this.actor = actor;
    this.track = track;
    this.strength = strength;
  }

  @Override
  public int layer() {
    return actor.layer();
  }

  /** Called after the figure itself has been placed. */
  @Override
  public void place(Lens lens, View view, List<Layer> layers) {
    time = view.time();
    scale = lens.scale();
    line = track.at(time).y() + view.tilt() * lens.height();
  }

  @Override
  public int from(int plane, int y) {
    int step = plane == 0 ? 1 : 2;
    float below = y * step - line;
    return shows(below) ? (int) (actor.canvas().left - aside(below)) / step : Integer.MAX_VALUE;
  }

  @Override
  public int to(int plane, int y) {
    int step = plane == 0 ? 1 : 2;
    float below = y * step - line;
    int right = actor.canvas().right();
    return shows(below) ? (int) (right + aside(below)) / step + 1 : 0;
  }

  private boolean shows(float below) {
    return below > 0 && below < 1.3f * actor.canvas().height + 9;
  }

  /** How far aside the waves move a row at most, so many rows below the water's edge. */
  private float aside(float below) {
    return 2 * scale * push(below);
  }

  /** How far aside a wave moves a row, for its height. */
  private float push(float below) {
    return 0.8f + below / scale * 0.035f;
  }

  @Override
  public void add(int plane, int y, float[] row) {
    int step = plane == 0 ? 1 : 2;
    Canvas canvas = actor.canvas();
    float below = y * step - line;
    if (below <= 0 || canvas.height == 0) {
      return;
    }
    float wave =
        Maths.sin(below / scale * 0.55 - time * 5) + Maths.sin(below / scale * 0.23 + time * 3);
    int source = (int) (line - below * 0.92f + wave * scale * 1.2f);
    if (source < canvas.top || source >= canvas.top + canvas.height - 1) {
      return;
    }
    float push = wave * scale * push(below);
    float fade = strength * Math.max(0, 1 - below / (canvas.height * 1.1f));
    float[] samples = canvas.plane(plane);
    float[] alpha = canvas.plane(3);
    int from = (source - canvas.top) * canvas.width;
    for (int i = 0; i < canvas.width; i += step) {
      float a = alpha[from + i] * fade;
      int x = (canvas.left + i + (int) push) / step;
      if (a > 0 && x >= 0 && x < row.length) {
        row[x] = row[x] * (1 - a) + samples[from + i] * fade;
      }
    }
  }
}
