package runflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed figures that later ones are held against. A figure of the same machine and load
 * differs for real when it leaves the spread of the baseline by more than {@link #MARGIN}.
 */
final class Baseline {
  private static final double MARGIN = 0.25;

  private final Path file;
  private final JsonNode kept;

  private Baseline(Path file, JsonNode kept) {
    this.file = file;
    this.kept = kept;
  }

  static Baseline read(Path folder) throws IOException {
    Path file = folder.resolve("baseline.json");
    return new Baseline(
        file, Files.exists(file) ? Json.tree(Files.readString(file)) : Json.object());
  }

  String title() {
    return kept.has("commit") ? "baseline " + kept.path("commit").stringValue() : "";
  }

  /** The kept figure beside a new one. */
  String beside(Report.Figure figure) {
    JsonNode old = kept.path("figures").path(figure.name());
    if (old.isMissingNode()) {
      return "";
    }
    boolean within =
        figure.median() >= old.path("lowest").doubleValue() * (1 - MARGIN)
            && figure.median() <= old.path("highest").doubleValue() * (1 + MARGIN);
    return Report.shown(old.path("median").doubleValue()) + (within ? "" : " differs");
  }

  /** Replaces the file; figures that were not measured this time stay as they were. */
  void save(ObjectNode machine, List<Report.Figure> figures) throws IOException {
    ObjectNode all = machine;
    ObjectNode values = Json.object();
    kept.path("figures").properties().forEach(old -> values.set(old.getKey(), old.getValue()));
    for (Report.Figure figure : figures) {
      values
          .putObject(figure.name())
          .put("unit", figure.unit())
          .put("median", rounded(figure.median()))
          .put("lowest", rounded(figure.values()[0]))
          .put("highest", rounded(figure.values()[figure.values().length - 1]));
    }
    all.set("figures", values);
    Files.writeString(
        file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private static double rounded(double value) {
    return Double.parseDouble(Report.shown(value));
  }
}
