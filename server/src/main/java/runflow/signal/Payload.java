package runflow.signal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.id.KeyId;
import runflow.id.RunId;

/**
 * A signal as it travels: sender, kind and subject, with a space between.
 *
 * @param sender the session that sent it, a UUID in text
 */
record Payload(String sender, Signal signal) {
  private static final int LONGEST = 120;
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f-]{36}) (run|moved|followed|lane|key) (\\S+)");
  private static final Pattern LANE = Pattern.compile("[a-z]+");

  /** Reads what came; empty if no node of this version would have sent it. */
  static Optional<Payload> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return signal(matcher.group(2), matcher.group(3))
        .map(signal -> new Payload(matcher.group(1), signal));
  }

  private static Optional<Signal> signal(String kind, String subject) {
    return switch (kind) {
      case "run" -> RunId.parse(subject).map(Signal.RunClosed::new);
      case "key" -> KeyId.parse(subject).map(Signal.KeyChanged::new);
      case "moved" -> RunId.parse(subject).map(Signal.RunMoved::new);
      case "followed" -> RunId.parse(subject).map(Signal.RunFollowed::new);
      default ->
          Optional.of(subject)
              .filter(lane -> LANE.matcher(lane).matches())
              .map(Signal.WorkWaits::new);
    };
  }

  String text() {
    return switch (signal) {
      case Signal.RunClosed closed -> sender + " run " + closed.run();
      case Signal.RunMoved moved -> sender + " moved " + moved.run();
      case Signal.RunFollowed followed -> sender + " followed " + followed.run();
      case Signal.WorkWaits work -> sender + " lane " + work.lane();
      case Signal.KeyChanged changed -> sender + " key " + changed.key();
    };
  }
}
