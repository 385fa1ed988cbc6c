package runflow.console;

/** Keys that a session may lack for a page. */
enum Missing {
  /** A test or live key. */
  WORKER(
      "This page shows what belongs to a test or live key, and you are signed in with a service key only."),
  /** A service key. */
  OPERATOR(
      "This page administers the server, which takes a service key (`rf_svc_…`). The first start left one in `service.key` in the data folder.");

  private final String text;

  Missing(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
