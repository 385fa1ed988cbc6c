package runflow.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":400,\"message\":\"too long\"}}",
        "[{\"error\":{\"message\":\"too long\"}}]",
        "{\"error\":\"too long\"}",
        "{\"detail\":\"too long\"}",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"too long\"}]}",
        "{\"message\":\"too long\"}"
      })
  void wordsAreFoundWhereverTheyAre(String body) {
    assertThat(Said.by(answer(body))).contains("too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "7", "{\"error\":{\"message\":7}}", "{\"error\":\"\"}"})
  void whereThereAreNoWordsNothingIsSaid(String body) {
    assertThat(Said.by(answer(body))).isEmpty();
  }

  @Test
  void wordsAreShortenedByWholeCharacters() {
    String shown = Said.shown("😀".repeat(301));
    assertThat(shown.codePointCount(0, shown.length())).isEqualTo(300);
    assertThat(shown).endsWith("😀…");
    assertThat(Said.shown("😀".repeat(300))).isEqualTo("😀".repeat(300));
  }

  @Test
  void nothingInvisibleIsShown() {
    assertThat(Said.shown(" a\r\n\u001b[31mb\u202ec\u2028d\ud800e ")).isEqualTo("a [31mb c d e");
  }

  private static Answer.Http answer(String body) {
    return new Answer.Http(400, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
