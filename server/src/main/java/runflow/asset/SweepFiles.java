package runflow.asset;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files that nothing refers to. A file that was put a short while ago is left alone:
 * whoever put it may not have written down yet what it is for. What cannot be removed now is noted
 * anew, so that it never keeps others waiting.
 */
final class SweepFiles {
  private static final Logger log = LoggerFactory.getLogger(SweepFiles.class);
  private static final int AT_ONCE = 500;
  private static final int MOST_ROUNDS = 20;

  private final UnusedFiles unused;
  private final Storage storage;
  private final FileUsers users;
  private final Duration grace;
  private final InstantSource clock;

  /**
   * A sweeper.
   *
   * @param grace how long after it was put a file may be without a reference
   */
  SweepFiles(
      UnusedFiles unused, Storage storage, FileUsers users, Duration grace, InstantSource clock) {
    this.unused = unused;
    this.storage = storage;
    this.users = users;
    this.grace = grace;
    this.clock = clock;
  }

  void sweep() {
    int rounds = 0;
    while (rounds < MOST_ROUNDS && sweepSome() == AT_ONCE) {
      rounds++;
    }
  }

  /**
   * How many files are settled or put off; fewer than a whole batch if none are left to look at.
   */
  private int sweepSome() {
    Instant before = clock.instant().minus(grace);
    Set<String> noted = unused.notedBefore(before, AT_ONCE);
    if (noted.isEmpty()) {
      return 0;
    }
    Set<String> needed = users.needed(noted);
    Set<String> settled = new HashSet<>();
    Set<String> later = new HashSet<>();
    for (String file : noted) {
      try {
        boolean over = needed.contains(file) || removed(file, before);
        (over ? settled : later).add(file);
      } catch (IOException e) {
        log.warn("the file {} is not needed and is removed by a later sweep: {}", file, e);
        later.add(file);
        break;
      }
    }
    unused.forget(settled, before);
    unused.postpone(later, clock.instant());
    return settled.size() + later.size();
  }

  private boolean removed(String file, Instant before) throws IOException {
    Optional<Instant> put = storage.lastPut(file);
    if (put.isPresent() && put.get().isAfter(before)) {
      return false;
    }
    storage.delete(file);
    return true;
  }
}
