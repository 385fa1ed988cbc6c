package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BannerTest {
  private static final Path DATA = Path.of("/data");

  @Test
  void theFirstStartShowsTheKeysAndARequestToPaste() {
    var keys = new Banner.Keys("rf_test_a", "rf_live_b");
    String text = text(new Banner("http://127.0.0.1:8080", DATA, true, Optional.of(keys)));

    assertThat(text)
        .contains("rf_live_b")
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
    String text = text(new Banner("http://10.0.0.1:80", DATA, false, Optional.empty()));

    assertThat(text)
        .contains("http://10.0.0.1:80/llms.txt")
        .contains("/data/credentials.json")
        .doesNotContain("development")
        .doesNotContain("rf_");
  }

  private static String text(Banner banner) {
    return String.join("\n", banner.lines());
  }
}
