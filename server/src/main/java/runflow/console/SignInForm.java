package runflow.console;

import java.util.Map;
import java.util.Optional;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.page.Pages;

/** The page with the form for a key. */
final class SignInForm {
  private final Pages pages;

  SignInForm(Pages pages) {
    this.pages = pages;
  }

  /**
   * What leads to the page, and where it leads to.
   *
   * @param problem why a key was not taken; empty if none was
   * @param next path of the page that follows
   * @param unsent what is sent after that
   */
  record Terms(String problem, String next, Optional<Unsent> unsent) {}

  Reply page(Call call, int status, Terms terms) {
    return pages.page(
        status,
        "signIn.jte",
        pages.open(call, "Sign in", Optional.empty()),
        Map.of("problem", terms.problem(), "next", terms.next(), "unsent", terms.unsent()));
  }
}
