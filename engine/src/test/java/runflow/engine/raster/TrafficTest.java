package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;

/** Cars keep to their lanes and to their distances. */
class TrafficTest {
  private static final long SEEDS = 30;

  /** Metres of a car, and the least between two. */
  private static final float LENGTH = 4.6f;

  private static final float GAP = 1.5f;

  private static final Lens WIDE = new Lens(1280, 720, 800, 330, 900, 100);
  private static final Lens UPRIGHT = new Lens(720, 1280, 700, 600, 400, 200);

  @Test
  void carsOfALaneNeverMeet() {
    forEach(
        (traffic, seed) -> {
          for (List<Actor.Track> lane : lanes(traffic)) {
            for (float t = 0; t <= traffic.life(); t += 0.1f) {
              for (int i = 0; i < lane.size(); i++) {
                for (int j = 0; j < i; j++) {
                  Easel.Stand one = lane.get(i).at(t);
                  float apart = Math.abs(one.x() - lane.get(j).at(t).x());
                  assertThat(apart / one.unit()).as("%s s", t).isGreaterThan(LENGTH + GAP);
                }
              }
            }
          }
        });
  }

  @Test
  void allOfALaneGoOneWayAndTheOtherLaneGoesBack() {
    forEach(
        (traffic, seed) -> {
          List<List<Actor.Track>> lanes = lanes(traffic);
          float far = lanes.get(0).getFirst().at(0).facing();
          assertThat(lanes.get(0)).allMatch(car -> car.at(1).facing() == far);
          assertThat(lanes.get(1)).allMatch(car -> car.at(1).facing() == -far);
          for (List<Actor.Track> lane : lanes) {
            assertThat(lane).allMatch(car -> (car.at(1).x() - car.at(0).x()) * facing(car) > 0);
          }
        });
  }

  @Test
  void nearerCarsAreDrawnOverFartherOnesAndLarger() {
    forEach(
        (traffic, seed) -> {
          Easel.Stand before = Traffic.pavement(traffic.road());
          for (Traffic.Car car : traffic.cars()) {
            Easel.Stand stand = traffic.track(car).at(0);
            assertThat(stand.y()).isBetween(before.y(), (float) traffic.lens().height());
            assertThat(stand.unit()).isGreaterThanOrEqualTo(before.unit());
            before = stand;
          }
        });
  }

  @Test
  void whoWalksIsBehindAllCars() {
    forEach(
        (traffic, seed) -> {
          float pavement = Traffic.pavement(traffic.road()).y();
          assertThat(pavement).isGreaterThan(traffic.road().y());
          assertThat(traffic.cars())
              .allMatch(car -> traffic.track(car).at(0).y() > pavement + 0.15f * LENGTH);
        });
  }

  @Test
  void theRoadIsNeverEmptyForLong() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Traffic traffic = traffic(WIDE, 8, seed);
      int empty = 0;
      for (float t = 0; t <= 8; t += 0.1f) {
        float time = t;
        empty = traffic.cars().stream().anyMatch(car -> seen(traffic, car, time)) ? 0 : empty + 1;
        assertThat(empty).as("tenths of a second without a car, seed %s", seed).isLessThan(5);
      }
    }
  }

  private static boolean seen(Traffic traffic, Traffic.Car car, float time) {
    Easel.Stand stand = traffic.track(car).at(time);
    float beside = Math.abs(stand.x() - 0.5f * traffic.lens().width());
    return beside < 0.5f * (traffic.lens().width() + LENGTH * stand.unit());
  }

  private static float facing(Actor.Track car) {
    return car.at(0).facing();
  }

  /** The cars of the far lane, and those of the near one. */
  private static List<List<Actor.Track>> lanes(Traffic traffic) {
    List<List<Actor.Track>> lanes = List.of(new ArrayList<>(), new ArrayList<>());
    for (Traffic.Car car : traffic.cars()) {
      lanes.get(car.lane().equals(Traffic.FAR) ? 0 : 1).add(traffic.track(car));
    }
    return lanes;
  }

  private static void forEach(ObjLongConsumer<Traffic> check) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (float life : new float[] {1.6f, 3.2f, 8}) {
        check.accept(traffic(WIDE, life, seed), seed);
        check.accept(traffic(UPRIGHT, life, seed), seed);
      }
    }
  }

  private static Traffic traffic(Lens lens, float life, long seed) {
    Easel.Stand road = new Easel.Stand(0, 0.865f * lens.height(), 48, 1);
    return new Traffic(lens, road, life, (int) seed);
  }
}
