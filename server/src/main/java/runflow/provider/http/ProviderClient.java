package runflow.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall;

/**
 * Calls one provider. Every call is made once, is bounded in time and bytes and is told to the
 * run's {@link CallLog}; no redirect is followed but by {@link #file}, and none away from the
 * provider's {@link Place}. Safe for use by many threads.
 */
public final class ProviderClient implements AutoCloseable {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
  private static final List<String> REQUEST_ID_HEADERS =
      List.of("x-request-id", "x-fal-request-id", "x-goog-request-id", "x-replicate-request-id");

  private final Place place;
  private final Limits limits;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIME)
          // In clear, the client would ask for HTTP/2 with an upgrade, at which common servers drop
          // the body.
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /**
   * What bounds calls.
   *
   * @param largestFile in bytes
   * @param userAgent what every call says of us
   */
  public record Limits(long largestFile, Times times, String userAgent) {}

  public ProviderClient(Place place, Limits limits) {
    this.place = place;
    this.limits = limits;
  }

  public Place place() {
    return place;
  }

  /**
   * Makes a call, once.
   *
   * @throws InterruptedException if the calling thread is interrupted; the call is cut
   */
  public Answer send(Request request, CallLog calls) throws InterruptedException {
    return send(request, calls, (status, body, start) -> whole(body, request, start));
  }

  /**
   * Makes a call, once, whose answer of success may have files inside its JSON: it may be as large
   * and as slow as a download. In the answer's body their names stand where the files were.
   *
   * @throws InterruptedException if the calling thread is interrupted; the call is cut
   */
  public Answer send(Request request, InlineFiles files, CallLog calls)
      throws InterruptedException {
    return send(
        request,
        calls,
        (status, body, start) ->
            status == 200
                ? files.read(body, limits.times().download())
                : whole(body, request, start));
  }

  private byte[] whole(InputStream body, Request request, long start) throws IOException {
    Duration left = time(request).minusNanos(System.nanoTime() - start);
    try (var bounded = new BoundedBody(body, request.mostBytes(), left)) {
      return bounded.readAllBytes();
    }
  }

  /** Reads a body, within bounds. */
  private interface Reading {
    byte[] read(int status, InputStream body, long start) throws IOException;
  }

  private Answer send(Request request, CallLog calls, Reading reading) throws InterruptedException {
    URI url;
    try {
      url = target(request);
    } catch (IllegalArgumentException e) {
      return new Answer.NotSent("the provider named something that is no URL");
    }
    if (!place.allows(url)) {
      return new Answer.NotSent(
          "the provider named a URL on host `%s`, which is not its own".formatted(url.getHost()));
    }
    long start = System.nanoTime();
    Answer answer = exchange(request, url, reading, start);
    calls.called(call(request.purpose(), request.method(), url, answer, start));
    return answer;
  }

  /**
   * A finished file that is to be fetched with a GET.
   *
   * @param url where an answer said that it is; a path is below the base URL
   * @param headers for the provider's own host only
   */
  public Artifact.Content file(String url, Map<String, String> headers, CallLog calls) {
    return () -> new Download(http, place, limits, calls).open(url, headers);
  }

  private Answer exchange(Request request, URI url, Reading reading, long start)
      throws InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = http.send(wire(request, url), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      return failed(e, time(request));
    }
    try (InputStream body = response.body()) {
      return new Answer.Http(
          response.statusCode(),
          firsts(response.headers()),
          reading.read(response.statusCode(), body, start));
    } catch (IOException e) {
      return new Answer.Silent(
          "its answer with status %d broke off: %s"
              .formatted(response.statusCode(), words(e, time(request))));
    }
  }

  private Duration time(Request request) {
    return limits.times().of(request.purpose());
  }

  private URI target(Request request) {
    return request.target().startsWith("/")
        ? URI.create(place.base() + request.target())
        : URI.create(request.target());
  }

  private HttpRequest wire(Request request, URI url) {
    HttpRequest.Builder wire =
        HttpRequest.newBuilder(url)
            .timeout(time(request))
            .header("User-Agent", limits.userAgent())
            .header("Accept", "application/json");
    request.body().ifPresent(body -> wire.setHeader("Content-Type", body.type()));
    if (place.own(url)) {
      request.headers().forEach(wire::setHeader);
    }
    return wire.method(
            request.method(),
            request
                .body()
                .map(body -> BodyPublishers.ofByteArray(body.bytes()))
                .orElseGet(BodyPublishers::noBody))
        .build();
  }

  private static Answer failed(IOException e, Duration timeout) {
    boolean unsent =
        e instanceof ConnectException
            || e instanceof HttpConnectTimeoutException
            || e instanceof SSLHandshakeException;
    return unsent ? new Answer.NotSent(words(e, timeout)) : new Answer.Silent(words(e, timeout));
  }

  /** Trouble as words that a stranger may read. */
  static String words(IOException e, Duration timeout) {
    return switch (e) {
      case Artifact.Unusable unusable -> String.valueOf(unusable.getMessage());
      case HttpConnectTimeoutException slow -> "it could not be connected to in time";
      case HttpTimeoutException slow ->
          "it did not answer within %d s".formatted(timeout.toSeconds());
      case ConnectException refused -> "it could not be connected to";
      case SSLHandshakeException tls -> "the TLS handshake failed";
      default -> "it closed the connection or did not speak HTTP";
    };
  }

  static Map<String, String> firsts(HttpHeaders headers) {
    Map<String, String> firsts = new HashMap<>();
    headers
        .map()
        .forEach((name, values) -> firsts.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return firsts;
  }

  static ProviderCall call(
      ProviderCall.Purpose purpose, String method, URI url, Answer answer, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return switch (answer) {
      case Answer.Http http ->
          new ProviderCall(
              purpose,
              method,
              url.getPath(),
              OptionalInt.of(http.status()),
              took,
              REQUEST_ID_HEADERS.stream().flatMap(name -> http.header(name).stream()).findFirst(),
              Optional.empty(),
              Optional.empty());
      case Answer.NotSent(String reason) -> unanswered(purpose, method, url, took, reason);
      case Answer.Silent(String reason) -> unanswered(purpose, method, url, took, reason);
    };
  }

  private static ProviderCall unanswered(
      ProviderCall.Purpose purpose, String method, URI url, Duration took, String reason) {
    return new ProviderCall(
        purpose,
        method,
        url.getPath(),
        OptionalInt.empty(),
        took,
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
