package runflow.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests, repeats them as the policy allows and bounds each attempt in time and size. Safe
 * for use by many threads.
 */
final class Transport implements AutoCloseable {
  private static final long LARGEST_ANSWER = 32L << 20;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final ClientOptions options;
  private final RetryPolicy retries;
  private final Sleeper sleeper;

  /** Never follows a redirect: it would carry the key to another host. */
  private final HttpClient http;

  Transport(ClientOptions options, RetryPolicy retries, Sleeper sleeper) {
    this.options = options;
    this.retries = retries;
    this.sleeper = sleeper;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(min(options.timeout(), LONGEST_CONNECT))
            .build();
  }

  /**
   * Sends until the answer stands.
   *
   * @return an answer with a 2xx status
   * @throws RequestRefusedException for any other status
   * @throws NoAnswerException if none came
   */
  Outcome.Answered send(Ask ask) {
    for (int attempt = 0; ; attempt++) {
      Outcome outcome = attempt(ask, options.timeout());
      Optional<Duration> pause = retries.pauseAfter(outcome, ask, attempt);
      if (pause.isEmpty()) {
        return required(outcome);
      }
      pause(pause.get());
    }
  }

  /** As {@link #send}, in one attempt that takes no longer than the bound. */
  Outcome.Answered sendOnce(Ask ask, Duration bound) {
    return required(attempt(ask, min(bound, options.timeout())));
  }

  private static Outcome.Answered required(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answer when answer.succeeded() -> answer;
      case Outcome.Answered answer -> throw answer.refusal();
      case Outcome.Lost lost -> throw lost.failure();
    };
  }

  private Outcome attempt(Ask ask, Duration bound) {
    // The future is bounded as well: the request's own timeout ends with the headers.
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            request(ask, bound), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      HttpResponse<byte[]> answer = sent.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome.Answered(answer.statusCode(), answer.headers(), answer.body());
    } catch (TimeoutException e) {
      sent.cancel(true);
      return new Outcome.Lost(
          "%s did not answer within %d ms".formatted(options.baseUrl(), bound.toMillis()), true, e);
    } catch (ExecutionException e) {
      return lost(e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw interrupted(e);
    }
  }

  private Outcome.Lost lost(ExecutionException failed) {
    if (!(failed.getCause() instanceof IOException e)) {
      throw new IllegalStateException("the JDK's HTTP client failed", failed.getCause());
    }
    boolean connected =
        !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
    return new Outcome.Lost(
        connected
            ? "%s broke off: %s".formatted(options.baseUrl(), e.getMessage())
            : "%s cannot be reached".formatted(options.baseUrl()),
        connected,
        e);
  }

  private HttpRequest request(Ask ask, Duration bound) {
    var request =
        HttpRequest.newBuilder(URI.create(options.baseUrl() + ask.path()))
            .timeout(bound)
            .header("Authorization", "Bearer " + options.key())
            .header("Accept", "application/json")
            .method(
                ask.method(),
                ask.body()
                    .map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    ask.body().ifPresent(body -> request.header("Content-Type", "application/json"));
    ask.idempotencyKey().ifPresent(key -> request.header("Idempotency-Key", key));
    ask.organisation().ifPresent(id -> request.header("X-Organization-Id", id));
    return request.build();
  }

  /** Waits; an interrupt is kept and ends the call. */
  void pause(Duration time) {
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static NoAnswerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new NoAnswerException("the wait for the server was interrupted", true, e);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
