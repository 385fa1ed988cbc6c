package runflow.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.json.Json;

class ProgressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0      | 0
          0.0    | 0
          0.455  | 45
          0.999  | 99
          1.0    | 100
          1      | 1
          45     | 45
          45.9   | 45
          100    | 100
          250    | 100
          "45%"  | 45
          "0.5%" | 0
          "0.5"  | 50
          1e300  | 100
          1e-999999999 | 0
          1e999999999 | 100
          0.33333333333333331 | 33
          -1     |
          "half" |
          null   |
          true   |
          []     |
          "1234567890123456789012345678901234567890123" |
          """)
  void everyFormIsWholePercent(String told, Integer percent) {
    assertThat(Progress.percent(Json.tree(told)))
        .isEqualTo(percent == null ? OptionalInt.empty() : OptionalInt.of(percent));
  }
}
