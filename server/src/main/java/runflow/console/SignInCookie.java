package runflow.console;

import java.net.URI;
import java.util.Optional;
import runflow.http.Call;
import runflow.http.PublicUrl;

/** The cookie that holds the token of a session. */
final class SignInCookie {
  private final String name;
  private final String rules;

  /** Servers on several ports of one host share their cookies, so the port is in the name. */
  SignInCookie(PublicUrl publicUrl) {
    URI url = URI.create(publicUrl.base());
    boolean secure = "https".equals(url.getScheme());
    this.name = "runflow-session" + (url.getPort() < 0 ? "" : "-" + url.getPort());
    this.rules = "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
  }

  Optional<String> token(Call call) {
    return call.cookie(name);
  }

  /** What {@code Set-Cookie} says for a new session. */
  String of(String token) {
    return name + "=" + token + "; Max-Age=" + Sessions.longest().toSeconds() + rules;
  }

  /** What {@code Set-Cookie} says at its end. */
  String none() {
    return name + "=; Max-Age=0" + rules;
  }
}
