package runflow.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the content of a page.
 *
 * @param title without the product's name
 * @param section that the navigation marks; empty if the page is of none
 * @param who is signed in; empty on a page for everybody
 * @param calls of the API that the page's content came from, for showing them as cURL
 * @param path of the page itself, to come back to
 */
public record Frame(
    String title,
    Optional<Section> section,
    Theme theme,
    Optional<Who> who,
    List<ApiCall> calls,
    String path) {
  public Frame {
    calls = List.copyOf(calls);
  }

  /** Headers that scripts of the page send, as JSON; null if nobody is signed in. */
  public @Nullable String scriptHeaders() {
    return who.map(known -> "{\"X-CSRF-Token\":\"" + known.csrf() + "\"}").orElse(null);
  }

  /**
   * Who is signed in.
   *
   * @param organisation its name
   * @param key the part of the key's text that may be shown
   * @param live whether money and providers are real
   * @param otherMode whether the session has a key for the other mode
   * @param balance as pages show it, e.g. {@code $12.34}; empty if the key may not see it
   * @param csrf token that every form sends along
   */
  public record Who(
      String organisation,
      String key,
      boolean live,
      boolean otherMode,
      Optional<String> balance,
      String csrf) {
    /** As the API writes it: {@code live} or {@code test}. */
    public String mode() {
      return live ? "live" : "test";
    }
  }

  /**
   * A request of the API.
   *
   * @param curl the whole command, over several lines, with a placeholder for the key
   */
  public record ApiCall(String method, String target, String curl) {}
}
