package runflow.asset;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through all stored files once a day and notes those that nothing refers to: one that was
 * stored for something that then failed has lost no reference, so nobody else notes it.
 */
final class FindUnused {
  private static final Logger log = LoggerFactory.getLogger(FindUnused.class);
  private static final Duration PACE = Duration.ofDays(1);
  private static final int AT_ONCE = 500;

  private final UnusedFiles unused;
  private final Storage storage;
  private final FileUsers users;
  private final InstantSource clock;

  FindUnused(UnusedFiles unused, Storage storage, FileUsers users, InstantSource clock) {
    this.unused = unused;
    this.storage = storage;
    this.users = users;
    this.clock = clock;
  }

  void find() {
    if (!unused.beginLook(clock.instant(), PACE)) {
      return;
    }
    Set<String> batch = new HashSet<>();
    try {
      storage.each(
          file -> {
            batch.add(file.sha256());
            if (batch.size() == AT_ONCE) {
              note(batch);
              batch.clear();
            }
          });
      note(batch);
    } catch (IOException e) {
      log.warn("not all stored files could be looked at; the next look is in a day: {}", e);
    }
  }

  private void note(Set<String> files) {
    Set<String> lost = new HashSet<>(files);
    lost.removeAll(users.needed(files));
    unused.noteFound(lost, clock.instant());
  }
}
