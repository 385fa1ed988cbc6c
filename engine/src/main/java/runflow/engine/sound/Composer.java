package runflow.engine.sound;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import runflow.engine.scene.Place;
import runflow.engine.scene.Relief;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Voice;

/** Makes the sound of a scene. */
public final class Composer {
  /** How a place answers: how loud, and which share of each echo comes back. */
  private record Answer(float wet, float size) {}

  /** Steady noises, which hide what is softer. */
  private static final Set<Voice> BEDS =
      EnumSet.of(Voice.WIND, Voice.RAIN, Voice.SURF, Voice.STREAM, Voice.CITY);

  private Composer() {}

  /**
   * The sound of a scene: the same scene, seed, length and words always give the same samples.
   *
   * @param spoken words to be heard over it
   * @throws InterruptedException if the thread was interrupted between two voices or channels
   */
  public static Track compose(Scene scene, long seed, int seconds, Optional<Spoken> spoken)
      throws InterruptedException {
    Mix mix = new Mix(seconds * Track.RATE, seed);
    boolean inside = scene.place() instanceof Place.Hall;
    float bed = bed(scene.voices());
    for (Voice voice : scene.voices()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      add(voice, mix, new Part(inside, bed));
    }
    Answer answer = answer(scene.place());
    Room.answer(mix, answer.wet(), answer.size());
    boolean radio = scene.voices().contains(Voice.RADIO);
    spoken.ifPresent(words -> Speaker.say(words, mix, radio));
    return Master.finish(mix);
  }

  /** How many seconds of spoken words a sound of a length has room for. */
  public static double room(int seconds) {
    return seconds - Speaker.BEFORE - Speaker.AFTER;
  }

  /**
   * How a voice takes part.
   *
   * @param inside whether it is heard within a building
   * @param bed how loud it is if it is a steady noise that could hide others
   */
  private record Part(boolean inside, float bed) {}

  /**
   * How loud steady noises are: several share the room that one has, and all step back where there
   * is something that they would hide.
   */
  private static float bed(Set<Voice> voices) {
    int beds = (int) voices.stream().filter(BEDS::contains).count();
    float share = 1 / (float) Math.sqrt(Math.max(1, beds));
    return beds < voices.size() ? 0.8f * share : share;
  }

  private static Answer answer(Place place) {
    return switch (place) {
      case Place.Hall hall ->
          switch (hall.interior()) {
            case CATHEDRAL -> new Answer(1.2f, 0.93f);
            case LIBRARY, STUDY -> new Answer(0.8f, 0.85f);
            case ROOM -> new Answer(0.35f, 0.66f);
          };
      case Place.Garden _ -> new Answer(0.3f, 0.7f);
      case Place.Space _ -> new Answer(1, 0.91f);
      case Place.City _ -> new Answer(0.8f, 0.86f);
      case Place.Sea _ -> new Answer(0.35f, 0.72f);
      case Place.Land(Relief relief, boolean _) when relief == Relief.PEAKS ->
          new Answer(0.9f, 0.89f);
      case Place.Land(Relief relief, boolean _) when relief.wooded() -> new Answer(0.65f, 0.8f);
      case Place.Land _ -> new Answer(0.4f, 0.74f);
    };
  }

  private static void add(Voice voice, Mix mix, Part part) {
    boolean inside = part.inside();
    float bed = part.bed();
    switch (voice) {
      case WIND -> Elements.wind(mix, bed * (inside ? 0.3f : 1));
      case RAIN -> Elements.rain(mix, bed);
      case SURF -> Elements.surf(mix, 1.1f * bed);
      case THUNDER -> Elements.thunder(mix, 1);
      case FIRE -> Nature.fire(mix, 1);
      case STREAM -> Nature.stream(mix, 2.4f * bed);
      case BIRDS -> Life.birds(mix, 1.4f);
      case CRICKETS -> Life.crickets(mix, 1.9f);
      case CITY -> Life.city(mix, bed);
      case CROWD -> Crowd.murmur(mix, 6);
      case ENGINE -> Machines.engine(mix, 1);
      case TRAIN -> Machines.train(mix, 1);
      case RADIO -> Life.radio(mix, 1.6f);
      case ORGAN -> Music.organ(mix, 1.3f);
      case BELLS -> Music.bells(mix, 1.2f);
      case DRONE -> Music.drone(mix, 0.55f);
      case PAD -> Music.pad(mix, 0.9f);
      case PIANO -> Keys.piano(mix, 1);
      case DRUM -> Keys.drum(mix, 1);
      case HEART -> Keys.heart(mix, 1);
      case STEPS -> steps(mix, Steps.Ground.STONE, inside);
      case STEPS_WOOD -> steps(mix, Steps.Ground.WOOD, inside);
      case STEPS_GRAVEL -> steps(mix, Steps.Ground.GRAVEL, inside);
      case STEPS_SNOW -> steps(mix, Steps.Ground.SNOW, inside);
      case STEPS_SAND -> steps(mix, Steps.Ground.SAND, inside);
      case STEPS_GRASS -> steps(mix, Steps.Ground.GRASS, inside);
    }
  }

  private static void steps(Mix mix, Steps.Ground ground, boolean inside) {
    Steps.walk(mix, ground, inside ? 2.2f : 2.5f, inside ? 0.5f : 0.08f);
  }

  /** One sound alone, in the open. */
  static Track alone(Voice voice, long seed, int seconds) throws InterruptedException {
    Mix mix = raw(voice, seed, seconds);
    return Master.finish(mix);
  }

  /** One sound as it goes into a mix, before its loudness is set. */
  static Mix raw(Voice voice, long seed, int seconds) throws InterruptedException {
    Mix mix = new Mix(seconds * Track.RATE, seed);
    add(voice, mix, new Part(false, 1));
    Room.answer(mix, 0.4f, 0.74f);
    return mix;
  }
}
