package runflow.page;

/** The parts of the console that its navigation leads to. */
public enum Section {
  MODELS("Models", "/models", "models"),
  RUNS("Runs", "/runs", "runs"),
  USAGE("Usage", "/usage", "usage"),
  SETTINGS("Settings", "/settings", "settings"),
  DOCS("Docs", "/docs", "docs");

  private final String label;
  private final String path;
  private final String icon;

  Section(String label, String path, String icon) {
    this.label = label;
    this.path = path;
    this.icon = icon;
  }

  public String label() {
    return label;
  }

  public String path() {
    return path;
  }

  /** Name of its picture, see {@code tag/icon.jte}. */
  public String icon() {
    return icon;
  }
}
