package runflow.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.id.KeyId;
import runflow.id.RunId;

class PayloadTest {
  private static final String SENDER = UUID.randomUUID().toString();

  @Test
  void everySignalArrivesAsItWasSent() {
    var closed = new Payload(SENDER, new Signal.RunClosed(RunId.create()));
    var work = new Payload(SENDER, new Signal.WorkWaits("render"));
    var changed = new Payload(SENDER, new Signal.KeyChanged(KeyId.create()));

    assertThat(Payload.parse(closed.text())).contains(closed);
    assertThat(Payload.parse(work.text())).contains(work);
    assertThat(Payload.parse(changed.text())).contains(changed);
    var moved = new Payload(SENDER, new Signal.RunMoved(RunId.create()));
    var followed = new Payload(SENDER, new Signal.RunFollowed(RunId.create()));
    assertThat(Payload.parse(moved.text())).contains(moved);
    assertThat(Payload.parse(followed.text())).contains(followed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "0190a8c0-0000-7000-8000-000000000000 run",
        "0190a8c0-0000-7000-8000-000000000000 run 1",
        "0190a8c0-0000-7000-8000-000000000000 moved 1",
        "0190a8c0-0000-7000-8000-000000000000 lane RUN",
        "0190a8c0-0000-7000-8000-000000000000 key rf_live_x",
        "0190a8c0-0000-7000-8000-000000000000 lane run more",
        "0190a8c0-0000-7000-8000-000000000000 later run",
        "somebody lane run",
      })
  void whatNoNodeSendsIsIgnored(String text) {
    assertThat(Payload.parse(text)).isEmpty();
  }

  @Test
  void whatIsTooLongIsIgnored() {
    assertThat(Payload.parse(SENDER + " lane " + "a".repeat(10))).isPresent();
    assertThat(Payload.parse(SENDER + " lane " + "a".repeat(7000))).isEmpty();
  }
}
