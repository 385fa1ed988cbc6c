package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import runflow.client.Run;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ProgressBoardTest {
  private final StringWriter written = new StringWriter();

  @Test
  void redrawsEveryLineInPlaceForAPerson() {
    ProgressBoard board = board(true, "a", "long");

    board.show(0, run("running", 10));
    board.show(1, run("running", 20));

    assertThat(written.toString())
        .isEqualTo(
            "\r\033[2Ka     [##--------------------------]  10%  0:00  running\n\r\033[2Klong\n"
                + "\033[2A"
                + "\r\033[2Ka     [##--------------------------]  10%  0:00  running\n"
                + "\r\033[2Klong  [#####-----------------------]  20%  0:00  running\n");
  }

  @Test
  void saysOnlyWhatIsNewInALog() {
    ProgressBoard board = board(false, "a");

    board.show(0, run("running", 10));
    board.show(0, run("running", 24));
    board.show(0, run("running", 25));
    board.show(0, run("running", 400));

    assertThat(written.toString().lines().map(line -> line.replaceAll(".*\\] +", "")))
        .containsExactly("10%  0:00  running", "25%  0:00  running", "400%  0:00  running");
  }

  private ProgressBoard board(boolean interactive, String... labels) {
    var out = new PrintWriter(written, true);
    return new ProgressBoard(
        new Terminal(out, out, interactive),
        List.of(labels),
        InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
  }

  private static Run run(String status, int progress) {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build()
        .readValue(
            "{\"id\":\"r\",\"status_code\":\"%s\",\"terminal\":false,\"model\":\"m\",\"progress\":%d,\"livemode\":false}"
                .formatted(status, progress),
            Run.class);
  }
}
