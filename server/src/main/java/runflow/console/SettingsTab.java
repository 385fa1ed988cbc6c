package runflow.console;

/** The pages that settings are divided into. */
public enum SettingsTab {
  KEYS("Keys", "keys"),
  ORGANISATIONS("Organisations", "organisations"),
  SECRETS("Callback secrets", "secrets"),
  WEBHOOKS("Webhooks", "webhooks"),
  PROVIDERS("Providers", "providers"),
  SERVER("Server", "server");

  private final String label;
  private final String name;

  SettingsTab(String label, String name) {
    this.label = label;
    this.name = name;
  }

  public String label() {
    return label;
  }

  public String path() {
    return SettingsPages.PATH + "/" + name;
  }
}
