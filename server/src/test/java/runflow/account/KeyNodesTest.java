package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Two nodes that serve the API: what one changes about a key, the other knows at once. */
class KeyNodesTest {
  /** Less than the time for which a node remembers a key. */
  private static final Duration AT_ONCE = Duration.ofSeconds(9);

  private static TestServer one;
  private static TestServer other;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    one = TestServer.start();
    other = one.secondNode(TestServer.Options.standard());
    admin = new Admin(one);
  }

  @AfterAll
  static void stop() throws Exception {
    other.close();
    one.close();
  }

  @Test
  void aRevocationCountsOnTheOtherNode() throws Exception {
    JsonNode key = admin.key(admin.ownOrganisation(), "test", "");
    requireOpenThenClosed(
        key, () -> assertThat(admin.revoke(key.path("id").stringValue()).status()).isEqualTo(204));
  }

  @Test
  void aRotationWithoutOverlapCountsOnTheOtherNode() throws Exception {
    JsonNode key = admin.key(admin.ownOrganisation(), "test", "");
    requireOpenThenClosed(
        key,
        () ->
            assertThat(
                    admin.rotate(key.path("id").stringValue(), "{\"overlap_seconds\": 0}").status())
                .isEqualTo(201));
  }

  private interface Change {
    void make() throws Exception;
  }

  private static void requireOpenThenClosed(JsonNode key, Change change) throws Exception {
    String text = key.path("plain_key").stringValue();
    assertThat(status(other, text)).isEqualTo(200);
    long remembered = System.nanoTime();
    change.make();
    assertThat(status(one, text)).isEqualTo(401);
    while (status(other, text) != 401) {
      assertThat(Duration.ofNanos(System.nanoTime() - remembered)).isLessThan(AT_ONCE);
    }
  }

  private static int status(TestServer node, String key) throws Exception {
    return node.send("GET", "/v1/auth/me", key, null, Map.of()).status();
  }
}
