package runflow.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedTest {
  @Test
  void everyCodeIsFoundInWhateverWordsStandAroundIt() {
    var random = new Random(42);
    List<String> between = List.of(", ", " ", ",", "; ", " and ", "\n", ".", " (1234567) ", " x ");
    List<String> mentions = List.of("Support codes: ", "support code ", "SUPPORT CODES\n");
    for (int i = 0; i < 2_000; i++) {
      Set<Integer> codes = new LinkedHashSet<>();
      var text = new StringBuilder("failed 12345678 " + pick(mentions, random));
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        int code = random.nextInt(10_000_000, 100_000_000);
        codes.add(code);
        text.append(code).append(pick(between, random));
      }
      text.append(" 123456789 ").append("z".repeat(random.nextInt(40)));

      assertThat(Blocked.codes(text.toString()))
          .as("in: %s", text)
          .containsExactlyElementsOf(codes);
      assertThat(Blocked.isMeantBy(text.toString())).isTrue();
    }
  }

  @Test
  void noTextBreaksTheParserAndOnlyNumbersOfEightDigitsAreCodes() {
    var random = new Random(7);
    String alphabet = "0123456789 ,:sSupport codes\n\u0000é😀";
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(80); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(Blocked.codes(text.toString())).allMatch(code -> code < 100_000_000);
      assertThat(Blocked.codes("Support codes: " + text))
          .allMatch(code -> text.toString().contains("%08d".formatted(code)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "code 12345678", "support codes: none", "support codes: 123456789"})
  void otherWordsHaveNoCodes(String words) {
    assertThat(Blocked.codes(words)).isEmpty();
    assertThat(Blocked.isMeantBy(words)).isFalse();
  }

  @Test
  void textOfAnyLengthIsReadAsFarAsItsBeginning() {
    assertThat(Blocked.codes("Support codes: 58061214" + " 1".repeat(5_000_000)))
        .containsExactly(58061214);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Support codes: 58061214           | : content about children (support code 58061214);",
        "Support codes: 61493863, 56562880 | : violence (support codes 61493863, 56562880);",
        "Support codes: 12345678           | : another safety rule (support code 12345678);",
        "nothing in particular             | by its safety rules;"
      })
  void theReasonIsSaidInPlainWords(String words, String said) {
    assertThat(Blocked.by("vertex", List.of(words)).message()).contains(said);
  }

  @Test
  void noCodeStandsForTwoReasons() {
    List<Integer> all = new ArrayList<>();
    SafetyCategory.ALL.forEach(category -> all.addAll(category.codes()));
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    assertThat(all).allMatch(code -> SafetyCategory.of(code).isPresent());
  }

  private static String pick(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }
}
