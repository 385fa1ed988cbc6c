package runflow.fake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Runs one fake until it is killed: {@code testing/fake} starts it. */
public final class Main {
  private Main() {}

  /** Reads the command line; ends with status 2 and the usage if it is wrong. */
  public static void main(String[] arguments) throws IOException {
    try {
      Options options = Options.parse(arguments);
      try (FakeProvider fake = start(options)) {
        options.applyTo(fake);
        System.out.println("# " + options.provider() + " is at " + fake.apiUrl());
        options.faults().forEach((where, fault) -> System.out.println(line(where, fault)));
        settings(fake, options).forEach((name, value) -> System.out.println(line(name, value)));
        for (int i = 0; ; i++) {
          Recorded request = fake.server().journal.awaitAny(i);
          System.out.println("# " + request.arrival() + " " + request);
        }
      }
    } catch (Usage e) {
      System.err.println(e.getMessage());
      System.err.print(usage());
      System.exit(2);
    }
  }

  private static String line(Where where, Fault fault) {
    return "# plays " + fault + " at " + where;
  }

  private static String line(String name, String value) {
    return "export " + name + "='" + value + "'";
  }

  static String usage() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("usage.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static FakeProvider start(Options options) {
    int port = options.port();
    return switch (options.provider()) {
      case "vertex" -> FakeVertex.start(port);
      case "gemini" -> FakeGemini.start(port);
      case "interactions" -> FakeInteractions.start(port);
      case "fal" -> FakeFal.start(port);
      case "replicate" -> FakeReplicate.start(port);
      case "openai" -> FakeVideos.start(Dialect.OPENAI, port);
      case "vllm" -> FakeVideos.start(Dialect.VLLM_OMNI, port);
      case "sglang" -> FakeVideos.start(Dialect.SGLANG, port);
      default -> throw new Usage("there is no provider " + options.provider());
    };
  }

  /** What to export for a Runflow server, in order. */
  static Map<String, String> settings(FakeProvider fake, Options options) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    switch (fake) {
      case FakeVertex vertex -> {
        settings.put("VERTEX_PROJECT", FakeVertex.PROJECT);
        settings.put("VERTEX_LOCATION", FakeVertex.LOCATION);
        settings.put("VERTEX_BASE_URL", vertex.baseUrl());
        settings.put("VERTEX_CREDENTIALS_FILE", account(vertex, options).toString());
      }
      case FakeGemini gemini -> {
        settings.put("GEMINI_BASE_URL", gemini.apiUrl());
        settings.put("GEMINI_KEY", gemini.key());
      }
      case FakeInteractions interactions -> {
        settings.put("GEMINI_BASE_URL", interactions.apiUrl());
        settings.put("GEMINI_KEY", interactions.key());
      }
      case FakeFal fal -> {
        settings.put("FAL_BASE_URL", fal.apiUrl());
        settings.put("FAL_KEY", fal.key());
      }
      case FakeReplicate replicate -> {
        settings.put("REPLICATE_BASE_URL", replicate.apiUrl());
        settings.put("REPLICATE_TOKEN", replicate.key());
      }
      case FakeVideos videos -> {
        String server = "VIDEOS_" + options.provider().toUpperCase(Locale.ROOT);
        settings.put(server + "_BASE_URL", videos.apiUrl());
        settings.put(server + "_KEY", videos.key());
        settings.put(server + "_MODEL", videos.model());
      }
    }
    Map<String, String> variables = new LinkedHashMap<>();
    settings.forEach((name, value) -> variables.put("RUNFLOW_PROVIDERS_" + name, value));
    return variables;
  }

  /** Writes the account's file: without one, a server would take what the machine offers. */
  private static Path account(FakeVertex vertex, Options options) throws IOException {
    Path file;
    if (options.serviceAccount().isPresent()) {
      file = options.serviceAccount().get().toAbsolutePath();
    } else {
      Path folder = Files.createTempDirectory("runflow-fake-vertex");
      folder.toFile().deleteOnExit();
      file = folder.resolve("account.json");
      file.toFile().deleteOnExit();
    }
    writePrivately(file, vertex.serviceAccountJson());
    return file;
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
