package runflow.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one file beside its target and moves it there once it is whole. Output URLs are signed:
 * the key is never sent, so redirects may be followed.
 */
final class FileDownload {
  private static final long LARGEST_FILE = 8L << 30;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ClientOptions options;
  private final Transport transport;

  FileDownload(ClientOptions options, Transport transport) {
    this.options = options;
    this.transport = transport;
  }

  void fetch(URI url, Path target, Optional<String> sha256) {
    Path whole = target.toAbsolutePath().normalize();
    Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID());
    try {
      createFolder(whole);
      repeat(url, part);
      check(part, sha256);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new DownloadException("%s cannot be written: %s".formatted(target, e), e);
    } finally {
      discard(part);
    }
  }

  private static void createFolder(Path whole) throws IOException {
    Path folder = whole.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }

  private void repeat(URI url, Path part) {
    for (int attempt = 0; ; attempt++) {
      Optional<DownloadException> failure = attempt(url, part);
      if (failure.isEmpty()) {
        return;
      }
      if (attempt >= options.retries()) {
        throw failure.get();
      }
      transport.pause(PAUSE);
    }
  }

  /** One attempt; a failure that may pass is returned, any other is thrown. */
  private Optional<DownloadException> attempt(URI url, Path part) {
    Duration bound = options.downloadTimeout();
    try (var http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      var sent =
          http.sendAsync(
              HttpRequest.newBuilder(url).timeout(bound).build(),
              BodyHandlers.limiting(into(part), LARGEST_FILE));
      try {
        int status = sent.get(bound.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        return status == 200 ? Optional.empty() : Optional.of(refused(status));
      } catch (TimeoutException e) {
        http.shutdownNow();
        throw new DownloadException("the download took longer than " + bound, e);
      } catch (ExecutionException e) {
        return Optional.of(new DownloadException("the download broke off: " + e.getCause(), e));
      } catch (InterruptedException e) {
        http.shutdownNow();
        Thread.currentThread().interrupt();
        throw new DownloadException("the download was interrupted", e);
      }
    }
  }

  private static DownloadException refused(int status) {
    var failure = new DownloadException("the download was answered with HTTP " + status, null);
    if (status < 500 && status != 429) {
      throw failure;
    }
    return failure;
  }

  private static HttpResponse.BodyHandler<Path> into(Path part) {
    return answer ->
        answer.statusCode() == 200
            ? BodySubscribers.ofFile(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)
            : BodySubscribers.replacing(part);
  }

  private static void check(Path part, Optional<String> sha256) throws IOException {
    String actual = digest(part);
    if (sha256.isPresent() && !sha256.get().equals(actual)) {
      throw new DownloadException(
          "the file is damaged: its SHA-256 is %s, but the run says %s"
              .formatted(actual, sha256.get()),
          null);
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new DownloadException("%s is left over and cannot be removed".formatted(part), e);
    }
  }
}
