package runflow.docs;

/** A part of the navigation; the parts are shown in this order. */
enum Group {
  START("Get started"),
  BUILD("Build"),
  ACCOUNT("Account"),
  HOSTING("Self-hosting"),
  MODELS("Models"),
  API("API reference");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
