package runflow.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runflow.engine.sound.Composer;
import runflow.engine.sound.Spoken;

/**
 * Words and the voice that says them.
 *
 * @param words as {@link Quotes} gives them; empty if a prompt quotes none
 */
record Speaking(Speech speech, String words) {
  /** The words as sound, if there are any and a voice; adds to the notes what became of them. */
  Optional<Spoken> say(List<String> notes, int seconds) throws InterruptedException {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Speech.Answer answer = speech.say(words);
    notes.add(answer.note());
    double room = Composer.room(seconds);
    if (answer.spoken().filter(s -> s.seconds() > room).isPresent()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the quoted words are cut off after %.1f s, where the video ends",
              room));
    }
    return answer.spoken();
  }
}
