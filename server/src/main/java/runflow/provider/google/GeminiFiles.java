package runflow.provider.google;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.http.ProviderClient;

/** Finished files as the Gemini API names them; fetched from the API's own base URL. */
final class GeminiFiles {
  /** Where Google's answers may lead a download; none of them gets the key but the API itself. */
  static final Set<String> HOSTS =
      Set.of(".googleapis.com", ".googleusercontent.com", ".google.com");

  private static final Pattern FILE =
      Pattern.compile("(?:^|/)files/([A-Za-z0-9_-]{1,200})(?:[:?].*)?$");

  private GeminiFiles() {}

  /**
   * The file behind a URI; empty if there is none.
   *
   * @param uri {@code files/ID} or a URL that ends so; Google's own URL is asked for at the relay
   */
  static Optional<Artifact.Content> at(
      String uri, ProviderClient client, Map<String, String> headers, CallLog calls) {
    if (uri.isEmpty()) {
      return Optional.empty();
    }
    Matcher file = FILE.matcher(uri);
    String target = file.find() ? "/files/%s:download?alt=media".formatted(file.group(1)) : uri;
    return Optional.of(client.file(target, headers, calls));
  }
}
