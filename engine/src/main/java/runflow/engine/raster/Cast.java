package runflow.engine.raster;

import java.util.EnumMap;
import java.util.Map;
import runflow.engine.raster.figure.Troupe;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Move;
import runflow.engine.scene.Scene;

/** Brings the figures of a scene onto a stage, slice by slice, far to near. */
final class Cast {
  private final Scene scene;
  private final Stage stage;
  private final Passage passage;
  private final Village village;
  private final float draw;
  private final Map<Figure, Float> distances = new EnumMap<>(Figure.class);

  /** The cast of a scene. */
  Cast(Scene scene, Stage stage, long seed) {
    this.scene = scene;
    this.stage = stage;
    int key = (int) (seed * 31 + (seed >>> 32));
    Troupe troupe = new Troupe(scene, seed);
    passage = new Passage(stage, troupe, key);
    village = new Village(scene, stage, troupe, key);
    draw = Maths.hash(key, 51);
  }

  /** Adds the figures between two distances; the last layer is the ground there. */
  void enter(float near, float far) throws InterruptedException {
    Stage.Slice slice = stage.slice(near, far);
    for (Figure figure : scene.figures()) {
      float distance = distances.computeIfAbsent(figure, this::distance);
      if (distance >= near && distance < far) {
        enter(figure, slice, distance);
      }
      if (figure == Figure.HOUSE && near < distance) {
        village.path(slice, distance);
      }
    }
  }

  private float distance(Figure figure) {
    float distance = Math.max(stage.footing.nearest(), Footing.distance(figure));
    return switch (figure) {
      case HORSE, CAMEL, DEER, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT, CAR ->
          passage.crossing(figure, distance);
      case ASTRONAUT, WALKER -> leaves() ? distance : passage.crossing(figure, distance);
      case BIRDS, BOAT, WHALE, TREE, PALM, TRAIN -> distance;
      case HOUSE, LIGHTHOUSE, LANDER, CAMPFIRE, BALLOON -> distance;
    };
  }

  /** Adds the figures that can be seen over open water, on the last layer. */
  void enterSea() throws InterruptedException {
    var slice = new Stage.Slice(20, 200, stage.backdrop.layers.size() - 1, 40);
    for (Figure figure : scene.figures()) {
      switch (figure) {
        case LIGHTHOUSE -> {
          if (!scene.highSea()) {
            passage.stand(figure, slice, 52);
          }
        }
        case BIRDS, BALLOON -> enter(figure, slice, Footing.distance(figure));
        case HORSE, CAMEL, DEER, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT -> {}
        case ASTRONAUT, WALKER, BOAT, WHALE, TREE, PALM, TRAIN, CAR, HOUSE, LANDER -> {}
        case CAMPFIRE -> {}
      }
    }
  }

  private void enter(Figure figure, Stage.Slice slice, float distance) throws InterruptedException {
    switch (figure) {
      case ASTRONAUT, WALKER -> {
        if (leaves()) {
          passage.leave(figure, slice, distance);
        } else {
          passage.cross(figure, slice, distance);
        }
      }
      case CAMEL -> passage.caravan(figure, slice, distance);
      case HORSE, DEER, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT, CAR ->
          passage.cross(figure, slice, distance);
      case HOUSE -> village.houses(slice, distance);
      case LIGHTHOUSE -> passage.stand(figure, slice, distance);
      case LANDER -> village.lander(slice, distance);
      case CAMPFIRE -> village.campfire(slice, distance);
      case TREE -> village.tree(slice, distance);
      case PALM -> village.palms(slice, distance);
      case TRAIN -> passage.rails(slice, distance);
      case BALLOON -> {
        for (int i = 2; i >= 0; i--) {
          passage.fly(figure, slice, distance * (1 + 0.55f * i), i);
        }
      }
      case BIRDS -> passage.fly(figure, slice, distance, 0);
      case BOAT, WHALE -> {}
    }
  }

  /** Whether those on foot walk away: they do if the camera goes after them. */
  private boolean leaves() {
    Move move = scene.move();
    boolean follows = move == Move.DOLLY_IN || move == Move.FLY || move == Move.CRANE;
    return follows || draw < 0.4f;
  }
}
