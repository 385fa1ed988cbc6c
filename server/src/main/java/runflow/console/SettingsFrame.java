package runflow.console;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import runflow.error.ErrorCode;
import runflow.http.Reply;
import runflow.page.Pages;
import runflow.page.Section;

/** Answers with pages of settings, which have the same tabs above. */
final class SettingsFrame {
  private final Pages pages;
  private final SignInForm signIn;

  SettingsFrame(Pages pages) {
    this.pages = pages;
    this.signIn = new SignInForm(pages);
  }

  /**
   * A page.
   *
   * @param template below {@code settings/}; it takes {@code tab} and what is given here
   */
  Reply page(Visit visit, SettingsTab tab, String template, Map<String, Object> content)
      throws Exception {
    return page(200, visit, tab, template, content);
  }

  /** A page with a form that the API has refused, or with it as it is at first. */
  Reply form(
      Visit visit, SettingsTab tab, String template, FormValues form, Map<String, Object> content)
      throws Exception {
    Map<String, Object> all = new HashMap<>(content);
    all.put("form", form);
    return page(form.problem().isEmpty() ? 200 : 422, visit, tab, template, all);
  }

  /** A page that says which key is missing; what a form has sent is kept until it is there. */
  Reply needs(Visit visit, SettingsTab tab, Missing missing) throws Exception {
    Optional<Unsent> unsent = Unsent.of(visit.call(), tab.path(), visit.fields());
    return unsent.isPresent()
        ? signIn.page(
            visit.call(),
            ErrorCode.PERMISSION_DENIED.status(),
            new SignInForm.Terms(missing.text(), tab.path(), unsent))
        : page(visit, tab, "needs.jte", Map.of("text", missing.text()));
  }

  /** Pages and forms that need a service key; without one they say so. */
  PageHandler operated(SettingsTab tab, PageHandler handler) {
    return visit ->
        visit.session().operator().isPresent()
            ? handler.show(visit)
            : needs(visit, tab, Missing.OPERATOR);
  }

  /** A page with a text that nobody can see again. */
  Reply shownOnce(Visit visit, SettingsTab tab, ShownOnce shown) throws Exception {
    return page(visit, tab, "shownOnce.jte", Map.of("shown", shown));
  }

  private Reply page(
      int status, Visit visit, SettingsTab tab, String template, Map<String, Object> content)
      throws Exception {
    Map<String, Object> all = new HashMap<>(content);
    all.put("tab", tab);
    return pages.page(
        status, "settings/" + template, visit.frame(tab.label(), Section.SETTINGS), all);
  }
}
