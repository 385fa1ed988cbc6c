package runflow.engine.scene;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a video shows and sounds like, closed and typed: nothing that draws or sounds sees a prompt.
 *
 * @param bodies what stands in the sky, in the order of the enum
 * @param figures who or what is in the foreground, in the order of the enum
 * @param voices what is heard, in the order of the enum; empty means silence
 */
public record Scene(
    Place place,
    TimeOfDay time,
    Weather weather,
    Set<Body> bodies,
    Palette palette,
    Camera camera,
    Particles particles,
    Set<Figure> figures,
    Look look,
    Set<Voice> voices) {

  /** Copies the sets in the order of their enums, so that no hash decides an order. */
  public Scene {
    bodies = ordered(bodies, Body.class);
    figures = ordered(figures, Figure.class);
    voices = ordered(voices, Voice.class);
  }

  private static <E extends Enum<E>> Set<E> ordered(Set<E> given, Class<E> type) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    copy.addAll(given);
    return Collections.unmodifiableSet(copy);
  }

  /** How the camera moves. */
  public Move move() {
    return camera.move();
  }

  /** Whether the sky shows this body. */
  public boolean shows(Body body) {
    return bodies.contains(body);
  }

  /** Whether this figure is in the scene. */
  public boolean has(Figure figure) {
    return figures.contains(figure);
  }

  /** Whether the scene is a sea whose waves tower. */
  public boolean highSea() {
    return place instanceof Place.Sea sea && sea.waters() == Place.Waters.HIGH;
  }

  /** Whether plants are bare and the ground is white. */
  public boolean wintry() {
    return weather == Weather.SNOW || look.in(Season.WINTER);
  }
}
