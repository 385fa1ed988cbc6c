package runflow.console;

/** How long what is rotated can stay valid beside its successor. */
public enum Overlap {
  NONE("not at all", 0),
  HOUR("1 hour", 3_600),
  DAY("1 day", 86_400),
  WEEK("7 days", 604_800),
  MONTH("30 days", 2_592_000);

  private final String label;
  private final int seconds;

  Overlap(String label, int seconds) {
    this.label = label;
    this.seconds = seconds;
  }

  public String label() {
    return label;
  }

  /** As the form and the API write it. */
  public String seconds() {
    return Integer.toString(seconds);
  }

  /** What a form says, in seconds. */
  static long sent(Visit visit) {
    return visit
        .field("overlap_seconds")
        .map(text -> FormValues.number("overlap_seconds", text))
        .orElse(0L);
  }
}
