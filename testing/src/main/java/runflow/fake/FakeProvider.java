package runflow.fake;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A provider's server on a port of this machine, started on creation. It refuses whatever the
 * provider does not document, records every request, and plays the faults that it is told to. Safe
 * for use by many threads.
 */
public sealed interface FakeProvider extends AutoCloseable
    permits FakeFal, FakeGemini, FakeInteractions, FakeReplicate, FakeVertex, FakeVideos {

  /** The listener; its methods are this package's own. */
  FakeServer server();

  /** Scheme, host and port, without a slash at the end. */
  default String baseUrl() {
    return server().baseUrl();
  }

  /** What stands for the base address in the provider's documentation, e.g. with {@code /v1}. */
  String apiUrl();

  /** The kinds of call that the protocol has. */
  default Set<Where> stages() {
    return server().stages();
  }

  /** Whether {@link #fault} takes it. */
  default boolean allows(Where where, Fault fault) {
    return server().faults.allows(where, fault);
  }

  /**
   * Plays a fault from now on: once if its name says so, else until another one takes its place.
   *
   * @throws IllegalArgumentException if that call does not exist here or cannot fail so
   */
  default void fault(Where where, Fault fault) {
    fault(where, fault, fault.once() ? 1 : Integer.MAX_VALUE);
  }

  /**
   * Plays a fault for the next requests of that kind.
   *
   * @throws IllegalArgumentException if that call does not exist here or cannot fail so
   */
  default void fault(Where where, Fault fault, int times) {
    server().faults.set(where, fault, times);
  }

  /**
   * Answers the next request of that kind with an error in the provider's own shape; no job is
   * made. For what has no {@link Fault}, e.g. 402, or 400 with the words of a filter.
   *
   * @param status 400 to 599
   * @throws IllegalArgumentException if that call does not exist here
   */
  default void failNext(Where where, int status, String message) {
    server().faults.failNext(where, new Faults.Failure(status, message));
  }

  /** Which poll of a job finds it finished; 0 means that it is finished when it is made. */
  default void pollsUntilDone(int polls) {
    server().jobs.pollsUntilDone(polls);
  }

  /** Lets go of what {@link Fault#SLOW} holds: the answers to all requests that are here by now. */
  default void release() {
    server().faults.release();
  }

  /** How long {@link Fault#SLOW} holds an answer that nobody releases; at first a day. */
  default void slowFor(Duration delay) {
    server().faults.slowFor(delay);
  }

  /** Where {@link Fault#REDIRECT_TO_PRIVATE} leads. */
  default void redirectTo(URI target) {
    server().faulty().redirectTo(target);
  }

  /** What Retry-After says, in whole seconds; at first 7. */
  default void retryAfter(Duration delay) {
    server().faulty().retryAfter(delay);
  }

  /** Every request so far, in order of arrival. */
  default List<Recorded> requests() {
    return server().journal.requests();
  }

  /** Every request of one kind so far, in order of arrival. */
  default List<Recorded> requests(Where where) {
    return server().journal.requests(where);
  }

  /**
   * Waits, 20 s at most, until that many requests of one kind have arrived, the earlier ones
   * counted.
   *
   * @throws IllegalStateException if they do not come; it lists those that did
   */
  default void awaitRequests(Where where, int count) {
    server().journal.await(where, count);
  }

  /** What the fake refused though no fault was ordered, one line each: a client's mistakes. */
  default List<String> refusals() {
    return server().journal.refusals();
  }

  /** How many jobs were made, i.e. would have been billed. */
  default int jobs() {
    return server().jobs.count();
  }

  /** The ids of the jobs in order, as the provider spells them; without those deleted. */
  default List<String> jobIds() {
    return server().jobs.ids();
  }

  /** The bytes of all answers' bodies so far, counted as they are handed to the connection. */
  default long bytesSent() {
    return server().journal.bytesSent();
  }

  /** The MP4 that the fakes serve: 1280x720, 24 fps, 1 s, H.264, and AAC if it has sound. */
  static byte[] video(boolean sound) {
    return Clip.of(sound).clone();
  }

  /** Ends the listener and every answer in progress. */
  @Override
  default void close() {
    server().close();
  }
}
