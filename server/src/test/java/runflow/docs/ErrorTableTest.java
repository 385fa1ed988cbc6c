package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.error.ErrorCode;
import runflow.error.FailureCode;

class ErrorTableTest {
  @Test
  void everyErrorCodeHasItsStatusMeaningAndAdvice() {
    List<List<String>> rows = Rendered.table(Rendered.page("/docs/errors.md"), "## Codes");
    assertThat(rows)
        .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(3))
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> code.status() + " " + code + " " + (code.retryable() ? "yes" : "no"))
                .toList());
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.get(2) + row.get(4)).matches("[A-Z].*\\..+\\."));
  }

  @Test
  void everyFailureCodeIsExplained() {
    assertThat(Rendered.table(Rendered.page("/docs/runs.md"), "## Failures"))
        .extracting(List::getFirst)
        .containsExactlyElementsOf(
            Arrays.stream(FailureCode.values()).map(FailureCode::name).toList());
  }
}
