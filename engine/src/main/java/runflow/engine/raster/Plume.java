package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.raster.figure.Skin;

/**
 * A figure of nothing but clouds, as steam is: laid straight on the picture, since those of one
 * skin have one colour. Not thread-safe.
 */
final class Plume implements Inset {
  private final Puppet puppet;
  private final Actor.Role role;
  private final Whereabouts where;
  private final Lens lens;
  private final Lamp lamp;
  private final Sketch sketch = new Sketch();

  /** Clouds of one skin each, back to front; only the first are in use. */
  private final List<Cloud> clouds = new ArrayList<>();

  private int used;

  /** The clouds of a puppet that has no other parts. */
  Plume(Puppet puppet, Actor.Track track, Actor.Role role, Lens lens, Lamp lamp) {
    this.puppet = puppet;
    this.role = role;
    this.lens = lens;
    this.lamp = lamp;
    where = new Whereabouts(track, role, lens);
  }

  @Override
  public int layer() {
    return role.layer();
  }

  @Override
  public void place(Lens of, View view, List<Layer> layers) {
    sketch.clear();
    puppet.pose(view.time() * role.pace(), sketch);
    Easel.Stand stand = where.at(view);
    where.cover(0, lens.width());
    used = 0;
    Skin before = null;
    for (Part part : sketch.parts()) {
      if (part instanceof Part.Puff puff) {
        if (!puff.skin().equals(before)) {
          before = puff.skin();
          next().start(before);
        }
        clouds.get(used - 1).add(puff, stand);
      }
    }
  }

  private Cloud next() {
    if (used == clouds.size()) {
      clouds.add(new Cloud());
    }
    return clouds.get(used++);
  }

  @Override
  public void add(int plane, int y, float[] row) {
    for (int k = 0; k < used; k++) {
      clouds.get(k).add(plane, y, row);
    }
  }

  /** Puffs of one skin. */
  private final class Cloud {
    private final Mist fine = new Mist(lens.width());
    private final Mist coarse = new Mist(lens.width() / 2);
    private final float[] colour = new float[4];

    /** The row of chroma that was found last. */
    private int found;

    void start(Skin skin) {
      lamp.mist(skin, colour);
      fine.clear();
      coarse.clear();
      found = -1;
    }

    void add(Part.Puff puff, Easel.Stand stand) {
      float x = stand.column(puff.x());
      float y = stand.row(puff.y());
      float across = puff.rx() * stand.unit();
      float down = puff.ry() * stand.unit();
      fine.add(x, y, across, down, puff.alpha());
      coarse.add((x - 0.5f) / 2, (y - 0.5f) / 2, across / 2, down / 2, puff.alpha());
    }

    void add(int plane, int y, float[] row) {
      Mist mist = plane == 0 ? fine : coarse;
      if (y < mist.top() || y >= mist.bottom()) {
        return;
      }
      if (plane == 0 || found != y) {
        mist.row(y, 0, row.length);
        hide(mist, y, plane == 0 ? 1 : 2);
        found = plane == 0 ? found : y;
      }
      lay(colour[plane], mist.rest(), row, mist.first(), mist.last());
    }

    /** Lets through what lies before the clouds. */
    private void hide(Mist mist, int y, int step) {
      if (!where.clear(y * step)) {
        float[] rest = mist.rest();
        for (int x = mist.first(); x < mist.last(); x++) {
          rest[x] = 1 - (1 - rest[x]) * where.seen(x * step, y * step);
        }
      }
    }

    private static void lay(float value, float[] rest, float[] row, int first, int last) {
      for (int x = first; x < last; x++) {
        row[x] = value + (row[x] - value) * rest[x];
      }
    }
  }
}
