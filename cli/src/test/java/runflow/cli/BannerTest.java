package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BannerTest {
  private static final String LINK = "http://127.0.0.1:8080/sign-in/abc";
  private static final Path DATA = Path.of("/data");
  private static final Banner.Roles BOTH = new Banner.Roles(true, true);

  @Test
  void theFirstStartShowsTheKeysAndARequestToPaste() {
    var keys = new Banner.Keys("rf_test_a", "rf_live_b");
    String text =
        text(
            new Banner(
                "http://127.0.0.1:8080", DATA, BOTH, true, Optional.of(LINK), Optional.of(keys)));

    assertThat(text)
        .contains("rf_live_b")
        .contains("console      " + LINK)
        .contains("callbacks and images may use this machine's own addresses")
        .contains(
            """
            curl -X POST http://127.0.0.1:8080/v1/models/google/veo3.1/runs \\
              -H "Authorization: Bearer rf_test_a" \\
              -H "Content-Type: application/json" \\
            """);
  }

  @Test
  void laterStartsSayWhereTheKeysAre() {
    String text =
        text(
            new Banner(
                "http://10.0.0.1:80", DATA, BOTH, false, Optional.empty(), Optional.empty()));

    assertThat(text)
        .contains("http://10.0.0.1:80/docs")
        .contains("/data/credentials.json")
        .doesNotContain("development")
        .doesNotContain("role", "console")
        .doesNotContain("rf_");
  }

  @Test
  void aNodeWithOneRoleSaysWhich() {
    var apiOnly = new Banner.Roles(true, false);
    var workerOnly = new Banner.Roles(false, true);

    assertThat(
            text(
                new Banner(
                    "http://10.0.0.1:80",
                    DATA,
                    apiOnly,
                    false,
                    Optional.empty(),
                    Optional.empty())))
        .contains("serving at http://10.0.0.1:80", "api only", "credentials.json");
    assertThat(
            text(
                new Banner(
                    "http://10.0.0.1:80",
                    DATA,
                    workerOnly,
                    false,
                    Optional.empty(),
                    Optional.empty())))
        .contains("working at http://10.0.0.1:80", "worker only")
        .doesNotContain("llms.txt", "credentials.json");
  }

  private static String text(Banner banner) {
    return String.join("\n", banner.lines());
  }
}
