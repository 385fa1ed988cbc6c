package runflow.console;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A model as the catalog lists it. */
public record ListedModel(
    String id,
    String name,
    String description,
    List<String> categories,
    Pricing pricing,
    List<Route> routes) {

  /**
   * What runs of the model cost.
   *
   * @param quantityField the input field that says how many units
   * @param base dollars for a unit
   * @param label the same, e.g. {@code $0.2/second}
   */
  public record Pricing(
      String quantityField, BigDecimal base, String label, String note, List<Rule> rules) {
    /** The lowest rate there is, e.g. {@code $0.20/second}. */
    public String from() {
      return rules.stream()
          .min(Comparator.comparing(Rule::rate))
          .filter(rule -> rule.rate().compareTo(base) < 0)
          .map(Rule::price)
          .orElseGet(this::price);
    }

    /** The rate where no rule fits. */
    public String price() {
      return ListedModel.price(base, label);
    }
  }

  /** A rate for inputs that hold certain values; the first rule that fits sets the rate. */
  public record Rule(Map<String, JsonNode> when, BigDecimal rate, String label, String note) {
    public String price() {
      return ListedModel.price(rate, label);
    }

    /** E.g. {@code resolution 4k, generate_audio true}. */
    public String condition() {
      return String.join(
          ", ",
          when.entrySet().stream()
              .map(entry -> entry.getKey() + " " + words(entry.getValue()))
              .toList());
    }

    private static String words(JsonNode value) {
      return value.isArray()
          ? String.join(" or ", value.valueStream().map(JsonNode::asString).toList())
          : value.asString();
    }
  }

  /**
   * Where live runs can go.
   *
   * @param status e.g. {@code ready}, {@code not_configured}
   * @param reason why it would not serve one now
   */
  public record Route(String provider, String model, String status, Optional<String> reason) {}

  /** Whether a still picture can or must be given. */
  public boolean takesPicture() {
    return categories.contains("image-to-video");
  }

  /** Whether words alone are enough. */
  public boolean takesText() {
    return categories.contains("text-to-video");
  }

  /** Name of the static file with the model's picture; operators' own models have none. */
  public String poster() {
    return "poster-" + id.replace('/', '-') + ".jpg";
  }

  /** Who would serve a run now; empty if nobody would. */
  public Optional<String> servedBy(boolean live) {
    return live
        ? routes.stream()
            .filter(route -> route.status().equals("ready"))
            .map(Route::provider)
            .findFirst()
        : Optional.of("sandbox");
  }

  /** Where its page is. */
  public String path() {
    return "/models/" + Targets.path(id);
  }

  /** A rate with its cents, and the unit of its label. */
  private static String price(BigDecimal rate, String label) {
    int unit = label.indexOf('/');
    return Dollars.text(rate) + (unit < 0 ? "" : label.substring(unit));
  }
}
