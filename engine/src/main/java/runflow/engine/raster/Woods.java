package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Place;
import runflow.engine.scene.Relief;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Season;

/** Plants a forest on the ground, and a tree on either side that frames the picture. */
final class Woods {
  private static final float NEAREST = 4;
  private static final float FARTHEST = 90;
  private static final int MOST = 520;

  /** How many times as far as the near end of a pair of stands its far end is. */
  private static final float DEEP = 2.4f;

  /** How many times as far as one pair of stands the next one is. */
  private static final float APART = 2.5f;

  /** How many times as many trees stand in a jungle. */
  private static final float DENSE = 1.7f;

  private final Lens lens;
  private final Palette palette;
  private final Backdrop backdrop;
  private final Terrain terrain;

  /** Height of a tree, in units of the ground. */
  private final float tall;

  private final long seed;
  private final Trees.Kind kind;
  private final List<Specimen> grove;

  /** A forest on a ground. */
  Woods(Scene scene, Place.Land land, Backdrop backdrop, Terrain terrain, long seed)
      throws InterruptedException {
    this.backdrop = backdrop;
    this.terrain = terrain;
    tall = land.water() ? 1.25f : 2.3f;
    this.seed = seed;
    lens = backdrop.lens;
    palette = scene.palette();
    kind = land.relief() == Relief.JUNGLE ? Trees.Kind.JUNGLE : kind(scene);
    grove = kind.grove((int) seed, 1.3f * tall * lens.focal() / (1.5f * NEAREST));
  }

  private static Trees.Kind kind(Scene scene) {
    if (scene.wintry()) {
      return Trees.Kind.SNOWY;
    }
    if (scene.look().in(Season.AUTUMN)) {
      return Trees.Kind.AUTUMN;
    }
    if (scene.look().in(Season.SPRING)) {
      return Trees.Kind.SPRING;
    }
    return scene.look().in(Season.SUMMER) ? Trees.Kind.SUMMER : Trees.Kind.CONIFER;
  }

  /** Two distances, and what is ever seen of what lies between. */
  private record Reach(float near, float far, Outlook outlook) {}

  /**
   * The trees between two distances, of which only what is ever seen is drawn: a pair of stands,
   * and where the near one is not at the camera's feet, others behind it as far as there is room.
   */
  List<Making> between(float near, float far, Outlook outlook) {
    Reach reach = new Reach(near, far, outlook);
    List<Making> out = new ArrayList<>();
    List<Trees> stands = new ArrayList<>();
    float from = near;
    do {
      stands.addAll(0, stands(from, Math.min(far, from * DEEP)));
      from *= APART;
    } while (from < far && near > NEAREST);
    if (!stands.isEmpty()) {
      out.add(Making.of(() -> plate(stands, reach)));
    }
    if (near < 1) {
      for (int side = -1; side <= 1; side += 2) {
        int key = salt(near) + 50 * side;
        float edge = side;
        out.add(Making.of(() -> boughs(edge, key, reach)));
      }
    }
    return out;
  }

  /**
   * Two stands between two distances, the far one first; those too near or too far are left out.
   */
  private List<Trees> stands(float near, float far) {
    List<Trees> out = new ArrayList<>();
    for (float share : new float[] {0.7f, 0.25f}) {
      float distance = near + (far - near) * share;
      if (distance > NEAREST && distance < FARTHEST) {
        float dense = kind == Trees.Kind.JUNGLE ? DENSE : 1;
        int count = (int) (Math.min(MOST, 6 + distance * 7) * dense);
        int key = salt(near) + (int) (share * 1000);
        var stand = new Trees.Stand(distance, count, key, tall, kind);
        out.add(new Trees(lens, palette, terrain, stand, grove));
      }
    }
    return out;
  }

  private int salt(float near) {
    int band = (int) (near * 10);
    return (int) seed * 7 + band * 1009;
  }

  private Plate boughs(float edge, int key, Reach reach) throws InterruptedException {
    Boughs boughs = new Boughs(lens, palette, kind, edge, key);
    return new Press(backdrop.tone, reach.outlook()).clear(boughs.region(), Boughs.DEPTH, boughs);
  }

  /** Stands of trees, far to near, that move as one. */
  private Plate plate(List<Trees> stands, Reach reach) throws InterruptedException {
    Trees back = stands.getFirst();
    Paint paint = back;
    Region region = back.region();
    for (Trees nearer : stands.subList(1, stands.size())) {
      paint = new Pile(nearer, paint);
      region = region.and(nearer.region());
    }
    float depth = Terrain.depth(reach.near(), reach.far());
    return new Press(backdrop.tone, reach.outlook()).clear(region, depth, paint);
  }
}
