package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Scene;

/** Sand before a sea, the waves that run up it, and those who cross it. */
final class Beach {
  /** How many times as far away as a slow one a fast figure crosses at its full pace. */
  private static final float EASILY = 1.6f;

  private final Scene scene;
  private final Backdrop backdrop;
  private final long seed;
  private final Lens lens;
  private final float top;

  Beach(Scene scene, Backdrop backdrop, long seed) {
    this.scene = scene;
    this.backdrop = backdrop;
    this.seed = seed;
    lens = backdrop.lens;
    top = lens.horizon() + (lens.height() - lens.horizon()) * 0.46f;
  }

  /** The row of a view below which there is nothing but sand. */
  int hides(View view) {
    float lowest = top + 0.02f * lens.height();
    return (int) Parallax.of(Strand.DEPTH, lens, view).row(lowest) + 4;
  }

  /** Sand, waves that run up it, and figures, in the order in which they are drawn. */
  List<Overlay> overlays() throws InterruptedException {
    Strand strand = new Strand(lens, scene.palette(), backdrop.noise, top);
    Region region = backdrop.press.seen(strand.region(), Strand.DEPTH);
    Plate empty = new Plate(region, Strand.DEPTH, true);
    Plate plate = backdrop.press.fillTogether(empty, 1, () -> strand);
    int from = (int) (strand.region().top() - 0.08f * lens.height());
    List<Overlay> overlays = new ArrayList<>();
    overlays.add(new Front(lens, List.of(backdrop.layer(plate)), List.of(), from));
    overlays.add(new Swash(lens, scene, backdrop.noise, strand));
    List<Inset> walkers = new ArrayList<>();
    for (Figure figure : scene.figures()) {
      switch (figure) {
        case ASTRONAUT, WALKER, HORSE, CAMEL, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT ->
            walkers.add(crossing(figure, walkers.size()));
        case CAMPFIRE, DEER, BIRDS, BOAT, WHALE, TREE, PALM, TRAIN, CAR, HOUSE, LIGHTHOUSE -> {}
        case LANDER, BALLOON -> {}
      }
    }
    if (scene.has(Figure.PALM)) {
      overlays.add(new Front(lens, List.of(palm(2), palm(1), palm(0)), List.of(), 0));
    }
    List<Inset> insets = new ArrayList<>();
    if (scene.has(Figure.CAMPFIRE)) {
      insets.add(campfire());
    }
    insets.addAll(walkers);
    if (!insets.isEmpty()) {
      overlays.add(new Front(lens, List.of(), insets, 0));
    }
    return overlays;
  }

  /** One of three palms on the side that the sun leaves free, that lean to the middle. */
  private Layer palm(int n) {
    float[] across = {0.39f, 0.25f, 0.45f};
    float[] down = {0.44f, 0.20f, 0.08f};
    float[] size = {1f, 0.62f, 0.5f};
    float x = lens.width() * (0.5f + across[n] * facing());
    var stand = new Easel.Stand(x, row(down[n]), metre(Figure.PALM) * size[n], -facing());
    Puppet puppet = new Troupe(scene, seed).sideways(Figure.PALM, n);
    float pace = scene.camera().pace().figures();
    return Swaying.layer(puppet, new Swaying.Role(stand, Strand.DEPTH, pace), lens, lamp());
  }

  /** A fire behind all who cross, on the side that the sun leaves free. */
  private Inset campfire() {
    float x = lens.width() * (0.5f + 0.2f * facing());
    var stand = new Easel.Stand(x, row(0.28f), metre(Figure.CAMPFIRE), 1);
    return actor(new Troupe(scene, seed).sideways(Figure.CAMPFIRE, 0), _ -> stand);
  }

  /** Somebody who crosses the sand from the side of the sun, the faster, the farther up. */
  private Inset crossing(Figure figure, int n) {
    Puppet puppet = new Troupe(scene, seed).sideways(figure, 0);
    float life = backdrop.seconds() * scene.camera().pace().figures();
    float facing = facing();
    float near = puppet.speed() * life * metre(figure);
    float farther = Crossing.farther(lens, near, EASILY);
    float metre = metre(figure) / farther;
    float y = row(0.40f + 0.22f * n - Math.min(0.3f, 0.3f * (farther - 1)));
    Crossing way = Crossing.of(lens, near / farther * facing, 0);
    Actor.Track track = t -> new Easel.Stand(way.at(t / life), y, metre, facing);
    return actor(way.paced(puppet, 0), track);
  }

  /** Pixels for a metre of a figure. */
  private float metre(Figure figure) {
    float metres =
        switch (figure) {
          case CAT -> 4.6f;
          case WOLF, DOG, FOX -> 7;
          default -> 11;
        };
    return Math.min(lens.width(), lens.height()) / metres;
  }

  /** Away from the sun: 1 to the right, -1 to the left. */
  private float facing() {
    return lens.sunX() > lens.width() / 2f ? -1 : 1;
  }

  /** The row at a share of the sand, from its far end. */
  private float row(float share) {
    return top + (lens.height() - top) * share;
  }

  private Inset actor(Puppet puppet, Actor.Track track) {
    float pace = scene.camera().pace().figures();
    var role = new Actor.Role(-1, Strand.DEPTH, pace, null);
    return new Actor(puppet, track, role, lens, lamp());
  }

  private Lamp lamp() {
    return new Lamp(scene.palette(), lens, backdrop.tone, 0, backdrop.lit());
  }
}
