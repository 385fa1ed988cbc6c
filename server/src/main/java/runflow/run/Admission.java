package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.RunId;
import runflow.job.JobLane;

/**
 * Lets runs into their lanes: normal priority before low, and else first in, first out. A new run
 * gets a place at once if there is one and nobody waits; else it waits without a job until a run
 * that ends hands its place on, in the same transaction. All of it happens under the lock of the
 * account, so that no place is given twice on however many nodes.
 */
final class Admission {
  private static final int LANES_AT_ONCE = 500;

  /** How long a run of low priority waits behind all others of its lane. */
  private static final Duration LONGEST_BEHIND = Duration.ofMinutes(30);

  /** How often one of those that have waited longer comes to the front of its lane. */
  private static final Duration PROMOTION_PACE = Duration.ofMinutes(1);

  private final Db db;
  private final LaneStore lanes;
  private final Providers providers;
  private final Ledger ledger;
  private final JobLane jobs;
  private final int hostedPlaces;
  private final InstantSource clock;

  /** Written by the one sweep of this node. */
  private volatile Instant promoted = Instant.MIN;

  Admission(Runs.Needs needs) {
    this.db = needs.db();
    this.lanes = new LaneStore(needs.db());
    this.providers = needs.providers();
    this.ledger = needs.ledger();
    this.jobs = needs.lane();
    this.hostedPlaces = needs.lanes().hosted();
    this.clock = needs.clock();
  }

  /** What new runs find; keeps count while they come. Belongs to one transaction. */
  static final class Room {
    private final Map<Lane, Integer> places;
    private final Map<Lane, LaneStore.Occupancy> occupancy;

    private Room(Map<Lane, Integer> places, Map<Lane, LaneStore.Occupancy> occupancy) {
      this.places = places;
      this.occupancy = new HashMap<>(occupancy);
    }

    /** Lets one more run in: empty if it has a place, else its position among those who wait. */
    Entry enter(Lane lane, Priority priority) {
      LaneStore.Occupancy now = occupancy.getOrDefault(lane, LaneStore.Occupancy.EMPTY);
      boolean admitted = now.waiting() == 0 && now.inPlace() < places.getOrDefault(lane, 0);
      LaneStore.Occupancy next =
          admitted ? new LaneStore.Occupancy(now.inPlace() + 1, 0, 0) : now.plusWaiting(priority);
      occupancy.put(lane, next);
      int behind = priority == Priority.NORMAL ? next.normal() : next.waiting();
      return new Entry(admitted, admitted ? OptionalInt.empty() : position(behind));
    }
  }

  /**
   * How a new run came in.
   *
   * @param position among the runs that wait; empty if it has a place or the line is too long
   */
  record Entry(boolean admitted, OptionalInt position) {}

  /** The position that is shown: none beyond the last that is counted. */
  static OptionalInt position(int counted) {
    return counted > LaneStore.LAST_TOLD_POSITION ? OptionalInt.empty() : OptionalInt.of(counted);
  }

  /** Looks at lanes whose accounts the transaction has locked. */
  Room room(Tx tx, Set<Lane> asked) {
    Map<Lane, Integer> places = places(asked);
    return new Room(places, lanes.occupancy(tx, places));
  }

  /** Gives free places to those who wait; the transaction has locked the accounts. */
  void admitNext(Tx tx, Set<Lane> freed) {
    enqueue(tx, lanes.admit(tx, places(freed)));
  }

  /** Writes the jobs of runs that have a place. */
  void enqueue(Tx tx, Collection<RunId> runs) {
    jobs.enqueue(tx, runs.stream().map(RunId::value).toList(), clock.instant());
  }

  /**
   * Lets runs of low priority not starve: brings one that has waited long to the front of its lane,
   * not so often that the others starve instead.
   */
  void promote() {
    Instant now = clock.instant();
    if (promoted.isBefore(now.minus(PROMOTION_PACE))) {
      promoted = now;
      lanes.promoteOldest(now.minus(LONGEST_BEHIND));
    }
  }

  /** Admits wherever runs wait although there is room, as after a change of the places. */
  void heal() {
    List<Lane> crowded = lanes.crowded(LANES_AT_ONCE);
    Map<Account, Set<Lane>> byAccount =
        crowded.stream().collect(Collectors.groupingBy(Lane::account, Collectors.toSet()));
    byAccount.forEach(
        (account, own) ->
            db.useTx(
                tx -> {
                  ledger.lock(tx, Set.of(account));
                  admitNext(tx, own);
                }));
  }

  private Map<Lane, Integer> places(Set<Lane> asked) {
    return asked.stream().collect(Collectors.toMap(Function.identity(), this::places));
  }

  /** A run whose provider is gone needs its place to be told so. */
  private int places(Lane lane) {
    return providers
        .named(lane.provider())
        .map(provider -> provider.places(lane.name()).orElse(hostedPlaces))
        .orElse(1);
  }
}
