package runflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody at the pages of a server, with a browser that runs no scripts.
 *
 * @param cookie what the browser sends back; empty if nobody is signed in
 */
public record Visitor(TestServer server, String cookie) {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{32})\"");

  /** Somebody who has not signed in. */
  public static Visitor stranger(TestServer server) {
    return new Visitor(server, "");
  }

  /** The same with one more key. */
  public Visitor signIn(String key) throws Exception {
    return in(submit("/sign-in", Map.of(), "key", key, "next", "/"));
  }

  /** The same with the cookie that an answer sets. */
  public Visitor in(Answer answer) {
    return new Visitor(server, answer.header("Set-Cookie").orElseThrow().split(";", 2)[0]);
  }

  public Answer get(String path) throws Exception {
    return get(path, Map.of());
  }

  public Answer get(String path, Map<String, String> headers) throws Exception {
    return server.send("GET", path, HttpRequest.BodyPublishers.noBody(), with(headers));
  }

  /** Sends a form of a page that was made for this session. */
  public Answer post(String path, String... fields) throws Exception {
    String[] all = new String[fields.length + 2];
    System.arraycopy(fields, 0, all, 2, fields.length);
    all[0] = "csrf";
    all[1] = csrf();
    return submit(path, Map.of(), all);
  }

  /**
   * Sends whatever form.
   *
   * @param fields names and values in turn
   */
  public Answer submit(String path, Map<String, String> headers, String... fields)
      throws Exception {
    var body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(fields[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    Map<String, String> all = with(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return server.send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()), all);
  }

  /** The token that forms of this session send along. */
  public String csrf() throws Exception {
    Matcher token = CSRF.matcher(get("/models").text());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private Map<String, String> with(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    if (!cookie.isEmpty()) {
      all.put("Cookie", cookie);
    }
    return all;
  }
}
