package runflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of the API, as pages write them. */
class MessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          there is no `a` here | There is no [a] here
          `a` is wrong         | [a] is wrong
          a and `b`            | A and [b]
          `a``b`               | [a][b]
          an odd ` stays       | An odd ` stays
          `a` and ` odd        | [a] and ` odd
          ''                   | ''
          """)
  void quotesBecomeCode(String message, String shown) {
    var text = new StringBuilder();
    for (Message.Part part : Message.parts(message)) {
      text.append(part.code() ? "[" + part.text() + "]" : part.text());
    }
    assertThat(text.toString()).isEqualTo(shown);
  }
}
