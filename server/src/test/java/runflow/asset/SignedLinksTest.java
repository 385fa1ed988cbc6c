package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runflow.config.ServerKey;
import runflow.http.PublicUrl;

class SignedLinksTest {
  private static final String NAME = "ab".repeat(32);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration VALID = Duration.ofDays(3);

  @Test
  void aLinkIsValidFor72HoursToTheSecond() throws Exception {
    String link = links(NOW, 1).to(NAME, "mp4");
    assertThat(link).startsWith("https://video.example.com/v1/files/" + NAME + ".mp4?expires=");
    assertThat(opens(links(NOW, 1), link)).isTrue();
    assertThat(opens(links(NOW.plus(VALID), 1), link)).isTrue();
    assertThat(opens(links(NOW.plus(VALID).plusSeconds(1), 1), link)).isFalse();
  }

  @Test
  void neitherNameNorEndNorKeyCanBeExchanged() throws Exception {
    String link = links(NOW, 1).to(NAME, "mp4");
    assertThat(opens(links(NOW, 2), link)).isFalse();
    assertThat(opens(links(NOW, 1), link.replace(".mp4", ".jpg"))).isFalse();
    assertThat(opens(links(NOW, 1), link.replace("/ab", "/ac"))).isFalse();
    assertThat(opens(links(NOW, 1), link.replaceFirst("expires=\\d", "expires=9"))).isFalse();
    assertThat(opens(links(NOW, 1), link + "0")).isFalse();
  }

  @Test
  void whatIsMissingOrNoNumberIsInvalid() throws Exception {
    SignedLinks links = links(NOW, 1);
    assertThat(links.valid(NAME, Optional.empty(), Optional.of("a"))).isFalse();
    assertThat(links.valid(NAME, Optional.of("1"), Optional.empty())).isFalse();
    assertThat(links.valid(NAME, Optional.of("-1"), Optional.of("a"))).isFalse();
    assertThat(links.valid(NAME, Optional.of("9".repeat(30)), Optional.of("a"))).isFalse();
  }

  private static SignedLinks links(Instant now, int key) throws IOException {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    String text = Base64.getEncoder().encodeToString(bytes);
    return new SignedLinks(
        ServerKey.open(Optional.of(text), Path.of(".")),
        new PublicUrl("https://video.example.com"),
        InstantSource.fixed(now));
  }

  private static boolean opens(SignedLinks links, String link) {
    URI url = URI.create(link);
    String name = url.getPath().substring("/v1/files/".length());
    int second = url.getQuery().indexOf("&signature=");
    return links.valid(
        name,
        Optional.of(url.getQuery().substring("expires=".length(), second)),
        Optional.of(url.getQuery().substring(second + "&signature=".length())));
  }
}
