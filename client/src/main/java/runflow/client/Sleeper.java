package runflow.client;

import java.time.Duration;

/** Waits; replaced in tests so that they take no time. */
@FunctionalInterface
interface Sleeper {
  void sleep(Duration time) throws InterruptedException;
}
