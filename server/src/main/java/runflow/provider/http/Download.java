package runflow.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.ProviderCall.Purpose;

/** Fetches one finished file, hop by hop; no hop leaves the provider's {@link Place}. */
final class Download {
  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Statuses that say that the file is not there and will not be. */
  private static final Set<Integer> GONE = Set.of(400, 404, 410, 422);

  private final HttpClient http;
  private final Place place;
  private final ProviderClient.Limits limits;
  private final CallLog calls;
  private final long start = System.nanoTime();

  Download(HttpClient http, Place place, ProviderClient.Limits limits, CallLog calls) {
    this.http = http;
    this.place = place;
    this.limits = limits;
    this.calls = calls;
  }

  InputStream open(String url, Map<String, String> headers) throws IOException {
    URI here = uri(url.startsWith("/") ? place.base() + url : url);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (!place.allows(here)) {
        throw new Artifact.Unusable(
            "the provider says that its file is on host `%s`, which is not its own"
                .formatted(here.getHost()));
      }
      HttpResponse<InputStream> response = get(here, headers);
      if (!REDIRECTS.contains(response.statusCode())) {
        return body(response);
      }
      response.body().close();
      here =
          here.resolve(
              uri(
                  response
                      .headers()
                      .firstValue("location")
                      .orElseThrow(() -> new Artifact.Unusable("a redirect led nowhere"))));
    }
    throw new Artifact.Unusable(
        "its file is behind more than %d redirects".formatted(MOST_REDIRECTS));
  }

  private HttpResponse<InputStream> get(URI url, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(left())
            .header("User-Agent", limits.userAgent())
            .header("Accept", "video/mp4, */*");
    if (place.own(url)) {
      headers.forEach(request::setHeader);
    }
    long begun = System.nanoTime();
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      var answer =
          new Answer.Http(
              response.statusCode(), ProviderClient.firsts(response.headers()), new byte[0]);
      calls.called(ProviderClient.call(Purpose.DOWNLOAD, "GET", url, answer, begun));
      return response;
    } catch (IOException e) {
      var silent = new Answer.Silent(ProviderClient.words(e, limits.times().download()));
      calls.called(ProviderClient.call(Purpose.DOWNLOAD, "GET", url, silent, begun));
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download was cut");
    }
  }

  private InputStream body(HttpResponse<InputStream> response) throws IOException {
    int status = response.statusCode();
    if (status != 200) {
      response.body().close();
      throw GONE.contains(status)
          ? new Artifact.Unusable("its file is gone: the download answered %d".formatted(status))
          : new IOException("the download answered %d".formatted(status));
    }
    String type =
        response.headers().firstValue("content-type").orElse("video/mp4").toLowerCase(Locale.ROOT);
    if (!type.contains("video/") && !type.contains("mp4") && !type.contains("octet-stream")) {
      response.body().close();
      throw new Artifact.Unusable("its file is no video but %s".formatted(shortened(type)));
    }
    long length = response.headers().firstValueAsLong("content-length").orElse(-1);
    if (length > limits.largestFile()) {
      response.body().close();
      throw new Artifact.Unusable(
          "its file has %d bytes, more than %d".formatted(length, limits.largestFile()));
    }
    return new BoundedBody(response.body(), limits.largestFile(), left());
  }

  private Duration left() {
    Duration left = limits.times().download().minusNanos(System.nanoTime() - start);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private static URI uri(String text) throws Artifact.Unusable {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Artifact.Unusable("the provider named something that is no URL");
    }
  }

  private static String shortened(String type) {
    return type.length() > 60 ? type.substring(0, 60) : type;
  }
}
