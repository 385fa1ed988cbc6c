package runflow.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import runflow.client.Run;

/**
 * One line for each run: bars that are redrawn where a person watches, else a line whenever a run's
 * state changes or it has come a quarter further. Safe for use by one thread for each run.
 */
final class ProgressBoard {
  private static final int WIDTH = 28;

  private final Terminal terminal;
  private final List<String> labels;
  private final int labelWidth;
  private final InstantSource clock;
  private final Instant start;
  private final List<String> lines = new ArrayList<>();
  private final List<String> lastSteps = new ArrayList<>();
  private boolean drawn;

  ProgressBoard(Terminal terminal, List<String> labels) {
    this(terminal, labels, InstantSource.system());
  }

  ProgressBoard(Terminal terminal, List<String> labels, InstantSource clock) {
    this.terminal = terminal;
    this.labels = List.copyOf(labels);
    this.labelWidth = labels.stream().mapToInt(String::length).max().orElse(0);
    this.clock = clock;
    this.start = clock.instant();
    labels.forEach(
        label -> {
          lines.add(label);
          lastSteps.add("");
        });
  }

  /**
   * Shows a run as it was just read.
   *
   * @param row index of its label
   */
  synchronized void show(int row, Run run) {
    int percent = run.succeeded() ? 100 : run.progress().orElse(0);
    lines.set(row, line(row, percent, run));
    if (terminal.interactive()) {
      redraw();
      return;
    }
    String step = run.statusCode() + percent / 25;
    if (!step.equals(lastSteps.set(row, step))) {
      terminal.say(lines.get(row));
    }
  }

  private String line(int row, int percent, Run run) {
    int filled = Math.clamp((long) percent * WIDTH / 100, 0, WIDTH);
    Duration elapsed = Duration.between(start, clock.instant());
    String place = run.queuePosition().map(position -> ", place " + position).orElse("");
    return ("%-" + labelWidth + "s  [%s%s] %3d%%  %d:%02d  %s%s")
        .formatted(
            labels.get(row),
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            percent,
            elapsed.toMinutes(),
            elapsed.toSecondsPart(),
            run.statusCode(),
            place);
  }

  /** Goes back up over what was drawn before and writes every line anew. */
  private void redraw() {
    var text = new StringBuilder();
    if (drawn) {
      text.append("\033[").append(lines.size()).append('A');
    }
    lines.forEach(line -> text.append("\r\033[2K").append(line).append('\n'));
    terminal.draw(text.toString());
    drawn = true;
  }
}
