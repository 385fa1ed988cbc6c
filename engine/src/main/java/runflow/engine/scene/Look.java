package runflow.engine.scene;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a scene looks beside its light.
 *
 * @param hues colours that the prompt gives to things, the first named first
 * @param sky the colour that the prompt gives to the sky or the air
 * @param dress whether those who walk wear a long dress
 * @param hides the coats of big cats and bears that the prompt names
 */
public record Look(
    Style style,
    Mood mood,
    Optional<Season> season,
    List<Hue> hues,
    Optional<Hue> sky,
    boolean dress,
    Set<Hide> hides) {
  public Look {
    hues = List.copyOf(hues);
    hides = Set.copyOf(hides);
  }

  /** A look without any wish. */
  public static Look plain() {
    return new Look(
        Style.NATURAL, Mood.PLAIN, Optional.empty(), List.of(), Optional.empty(), false, Set.of());
  }

  /** The colour of the key element, or the one it has of itself. */
  public Rgb key(Rgb own) {
    return hues.isEmpty() ? own : hues.getFirst().colour();
  }

  /** Whether it is winter, spring, summer or autumn. */
  public boolean in(Season asked) {
    return season.filter(s -> s == asked).isPresent();
  }
}
