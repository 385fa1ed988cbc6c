package runflow.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import runflow.App;
import runflow.Edges;
import runflow.config.ConfigLoader;
import runflow.config.Setting;
import runflow.json.Json;
import runflow.outbound.HostResolver;

/**
 * The program of the server's process: the whole server, with a live provider that answers at once.
 * Arguments are settings, {@code key=value}; one that this version does not know is left out.
 */
final class ServerUnderTest {
  private ServerUnderTest() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      String key = argument.substring(0, argument.indexOf('='));
      if (Setting.ALL.stream().anyMatch(setting -> setting.key().equals(key))) {
        settings.put(key, argument.substring(key.length() + 1));
      }
    }
    var edges =
        new Edges(
            InstantSource.system(),
            HostResolver.system(),
            Map.of(InstantProvider.NAME, new InstantProvider()));
    try (App app = App.start(ConfigLoader.load(settings, Map.of()), edges)) {
      Path data = Path.of(settings.getOrDefault("data", ""));
      Child.serve(
          Json.object()
              .put("url", app.baseUrl())
              .put("live_key", app.credentials().liveKey())
              .put("test_key", app.credentials().testKey())
              .put("service_key", Files.readString(data.resolve("service.key")).strip()));
    }
    // Jobs that the provider blocks must not keep the process.
    System.exit(0);
  }
}
