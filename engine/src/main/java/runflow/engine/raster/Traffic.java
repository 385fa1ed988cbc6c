package runflow.engine.raster;

import java.util.List;

/**
 * Cars on the two lanes of a road, of which the nearer one is driven the other way. Those of a lane
 * go at one speed with a gap between them, and come and leave beside the picture.
 *
 * @param road its farthest row, and pixels for a metre there
 * @param life seconds of the cars' own in the whole video
 * @param draw a number from the seed
 */
record Traffic(Lens lens, Easel.Stand road, float life, int draw) {
  /** What cars drive on: the share of the road's rows at their wheels, and metres a second. */
  record Lane(float down, float speed) {}

  /**
   * A car.
   *
   * @param number of its own; that of the one halfway through the video is 0
   * @param middle second in which it is in the middle of the picture
   */
  record Car(int number, Lane lane, float middle) {}

  static final Lane FAR = new Lane(0.20f, 8.5f);
  static final Lane NEAR = new Lane(0.56f, 9.5f);

  /** Share of the road's rows at its near side. */
  private static final float VERGE = 0.94f;

  /** From a car to the next one on the other lane: a share of the video, and seconds at least. */
  private static final float APART = 0.3f;

  private static final float LEAST = 0.8f;

  /** How much sooner or later than that a car may come, as a share of it. */
  private static final float LOOSE = 0.2f;

  /** Where those who walk along a road with cars are: on its far pavement. */
  static Easel.Stand pavement(Easel.Stand road) {
    return new Easel.Stand(road.x(), road.y() + 0.06f * road.unit(), road.unit(), road.facing());
  }

  /** Where those go who keep to the near side of a road with cars. */
  static Easel.Stand verge(Lens lens, Easel.Stand road) {
    float row = road.y() + VERGE * (lens.height() - road.y());
    return new Easel.Stand(road.x(), row, road.unit() * Quay.grow(VERGE), road.facing());
  }

  /** The cars, farther ones first. */
  List<Car> cars() {
    float apart = Math.max(LEAST, APART * life);
    boolean near = Maths.hash(draw, 82) < 0.5f;
    Lane often = near ? FAR : NEAR;
    Car before = new Car(1, often, 0.5f * life - apart * (1 + LOOSE * Maths.hash(draw, 83)));
    Car after = new Car(2, often, 0.5f * life + apart * (1 + LOOSE * Maths.hash(draw, 84)));
    Car between = new Car(0, near ? NEAR : FAR, 0.5f * life);
    return near ? List.of(before, after, between) : List.of(between, before, after);
  }

  /** Where a car is. */
  Actor.Track track(Car car) {
    Lane lane = car.lane();
    float row = road.y() + lane.down() * (lens.height() - road.y());
    float metre = road.unit() * Quay.grow(lane.down());
    float facing = (Maths.hash(draw, 85) < 0.5f) == lane.equals(NEAR) ? 1 : -1;
    float middle = 0.5f * lens.width();
    float speed = lane.speed() * metre * facing;
    return t -> new Easel.Stand(middle + speed * (t - car.middle()), row, metre, facing);
  }
}
