package runflow.console;

/**
 * A secret text that was just made.
 *
 * @param title what was made
 * @param text the secret itself
 * @param advice what to do with it
 * @param path of the page to go on to, which also takes the place of this one in the address bar
 */
public record ShownOnce(String title, String text, String advice, String path) {}
