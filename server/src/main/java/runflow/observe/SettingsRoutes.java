package runflow.observe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.config.Config;
import runflow.config.InForce;
import runflow.config.Role;
import runflow.config.S3Config;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What this node was started with, for holders of a service key; secrets are masked. */
public final class SettingsRoutes {
  private final Config config;
  private final Node node;

  /**
   * What the configuration leaves open.
   *
   * @param name under which it picks jobs
   * @param publicUrl what absolute URLs start with
   */
  public record Node(String version, String name, String publicUrl) {}

  public SettingsRoutes(Config config, Node node) {
    this.config = config;
    this.node = node;
  }

  public List<Route> routes() {
    return List.of(Route.get("/v1/admin/settings", Access.with(Scope.ADMIN), this::settings));
  }

  private Reply settings(Call call) {
    ObjectNode answer =
        Json.object()
            .put("version", node.version())
            .put("node", node.name())
            .put("public_url", node.publicUrl())
            .put("data_folder", config.data().toString());
    var roles = answer.putArray("roles");
    for (Role role : config.roles()) {
      roles.add(role.name().toLowerCase(Locale.ROOT));
    }
    answer.set("database", database());
    answer.set("storage", storage());
    answer.set("retention", retention());
    answer.set("limits", limits());
    var settings = answer.putArray("settings");
    for (InForce one : config.settings()) {
      settings
          .addObject()
          .put("key", one.key())
          .put("value", one.value())
          .put("meaning", one.meaning())
          .put("source", one.source());
    }
    return Reply.json(200, answer);
  }

  private ObjectNode database() {
    Optional<String> own = config.database().url();
    return Json.object()
        .put("kind", own.isPresent() ? "postgresql" : "embedded")
        .put("place", own.isPresent() ? shown("database.url") : config.data().toString())
        .put("connections", config.database().connections());
  }

  private ObjectNode storage() {
    Optional<S3Config> bucket = config.storage().s3();
    return Json.object()
        .put("kind", bucket.isPresent() ? "s3" : "directory")
        .put(
            "place",
            bucket.map(S3Config::bucket).orElseGet(() -> config.storage().directory().toString()));
  }

  private ObjectNode retention() {
    return Json.object()
        .put("assets_seconds", seconds(config.retention().assets()))
        .put("outputs_seconds", seconds(config.retention().outputs()))
        .put("webhook_deliveries_seconds", config.webhooks().retention().toSeconds());
  }

  private ObjectNode limits() {
    return Json.object()
        .put("creations_per_second", config.limits().creationsPerSecond())
        .put("burst", config.limits().burst())
        .put("lane_hosted", config.lanes().hosted())
        .put("lane_sandbox", config.lanes().sandbox())
        .put("engine_slots", config.engine().slots())
        .put("streams_per_key", config.streams().perKey())
        .put("streams_per_node", config.streams().perNode())
        .put("queue_deadline_seconds", config.runs().queueDeadline().toSeconds())
        .put("execution_deadline_seconds", config.runs().executionDeadline().toSeconds());
  }

  private String shown(String key) {
    return config.settings().stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .map(InForce::value)
        .orElse("");
  }

  private static @Nullable Long seconds(Optional<Duration> duration) {
    return duration.map(Duration::toSeconds).orElse(null);
  }
}
