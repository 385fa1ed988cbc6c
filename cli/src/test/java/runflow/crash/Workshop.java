package runflow.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import runflow.client.CallbackSecret;
import runflow.client.ClientOptions;
import runflow.client.Run;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;
import runflow.db.Trees;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every campaign of this JVM starts from, made once: the packed program, and a data folder
 * with a database, keys, a callback secret and the clip that answers instant runs.
 *
 * @param folder of everything, removed when the JVM ends
 * @param key a test key
 * @param secret signs callbacks
 */
record Workshop(Path folder, Program program, Path template, String key, String secret) {
  private static final Map<String, String> FIRST_START =
      Map.of("RUNFLOW_CREDIT_TEST", "100000000", "RUNFLOW_RUNS_DRAIN", "5s");

  private static final Duration LONGEST_FIRST_CLIP = Duration.ofMinutes(2);

  /** Its end also writes the cache of loaded classes. */
  private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

  private static final AtomicInteger COPIES = new AtomicInteger();

  private static final class Holder {
    private static final Workshop SHARED = make();
  }

  /** The one of this JVM. */
  static Workshop shared() {
    return Holder.SHARED;
  }

  /** A data folder of its own, as an earlier, clean stop would have left it. */
  Path freshData() throws IOException, InterruptedException {
    Path copy = folder.resolve("data-" + COPIES.incrementAndGet());
    Folders.copy(template, copy);
    return copy;
  }

  private static Workshop make() {
    try {
      Path folder = Files.createTempDirectory("runflow-crash").toRealPath();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> tidy(folder)));
      return make(folder);
    } catch (Exception e) {
      throw new IllegalStateException("the campaigns could not be prepared", e);
    }
  }

  private static Workshop make(Path folder) throws Exception {
    Program program = Program.pack(folder);
    Path template = Files.createDirectory(folder.resolve("template"));
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "runflow-test-cache");
    Files.createSymbolicLink(template.resolve("cache"), Files.createDirectories(cache));
    try (var node = new Node(program, Program.Place.in(template), FIRST_START)) {
      String baseUrl = node.start().baseUrl();
      String key =
          new JsonMapper()
              .readTree(template.resolve("credentials.json"))
              .path("test_key")
              .stringValue();
      String secret = prepare(baseUrl, key);
      node.stop(LONGEST_STOP);
      Path programs = Files.move(template.resolve("pgbin"), folder.resolve("pgbin"));
      Files.createSymbolicLink(template.resolve("pgbin"), programs);
      return new Workshop(folder, program, template, key, secret);
    }
  }

  /** Has the clip rendered. */
  private static String prepare(String baseUrl, String key) throws InterruptedException {
    try (var client = new RunflowClient(ClientOptions.of(URI.create(baseUrl), key))) {
      CallbackSecret secret = client.createCallbackSecret("campaign");
      Run clip =
          client.createRun(
              "google/veo3.1",
              Map.of("prompt", "A fox", "duration", "4s"),
              RunOptions.none().withMetadata(Map.of("sandbox", Map.of("instant", true))));
      if (!client.waitFor(clip.id(), LONGEST_FIRST_CLIP, seen -> {}).succeeded()) {
        throw new IllegalStateException("the first clip failed: " + client.getRun(clip.id()));
      }
      return secret.plainSecret().orElseThrow();
    }
  }

  private static void tidy(Path folder) {
    Node.closeAll();
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
