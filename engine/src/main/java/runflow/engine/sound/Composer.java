package runflow.engine.sound;

import java.util.Set;
import runflow.engine.scene.Place;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Voice;

/** Makes the sound of a scene. */
public final class Composer {
  private Composer() {}

  /**
   * The sound of a scene: the same scene, seed and length always give the same samples.
   *
   * @throws InterruptedException if the thread was interrupted between two voices or channels
   */
  public static Track compose(Scene scene, long seed, int seconds) throws InterruptedException {
    Mix mix = new Mix(seconds * Track.RATE, seed);
    boolean hall = scene.place() instanceof Place.Hall;
    Set<Voice> voices = scene.voices();
    for (Voice voice : voices) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      add(voice, mix, hall);
    }
    Room.answer(mix, hall ? 1.2f : 0.7f, hall ? 0.93f : 0.82f);
    return Master.finish(mix);
  }

  private static void add(Voice voice, Mix mix, boolean hall) {
    switch (voice) {
      case WIND -> Elements.wind(mix, hall ? 0.3f : 1);
      case RAIN -> Elements.rain(mix, 1);
      case SURF -> Elements.surf(mix, 1.1f);
      case THUNDER -> Elements.thunder(mix, 1);
      case BIRDS -> Life.birds(mix, 1);
      case CRICKETS -> Life.crickets(mix, 1);
      case CITY -> Life.city(mix, 1);
      case STEPS -> Life.steps(mix, hall ? 0.5f : 0.4f, hall ? 0.5f : 0.08f);
      case RADIO -> Life.radio(mix, 1);
      case ORGAN -> Music.organ(mix, 0.9f);
      case BELLS -> Music.bells(mix, 1);
      case DRONE -> Music.drone(mix, 0.55f);
      case PAD -> Music.pad(mix, 0.7f);
    }
  }
}
