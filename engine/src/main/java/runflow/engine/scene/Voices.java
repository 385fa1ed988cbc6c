package runflow.engine.scene;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is heard at a place, and what a prompt adds to it or refuses. */
final class Voices {
  /** Words that name what feet tread on; they are heard only with steps. */
  private static final String GROUND = "ground_";

  private Voices() {}

  static Set<Voice> of(Meaning meaning, Place place, TimeOfDay time, Weather weather) {
    Set<Voice> voices = usual(place, time);
    switch (weather) {
      case RAIN -> voices.add(Voice.RAIN);
      case STORM -> {
        voices.add(Voice.RAIN);
        voices.add(Voice.THUNDER);
        voices.add(Voice.WIND);
      }
      case DUST, SNOW -> voices.add(Voice.WIND);
      case CLEAR, CLOUDS, OVERCAST, FOG -> {}
    }
    if (weather.wet()) {
      voices.remove(Voice.BIRDS);
      voices.remove(Voice.CRICKETS);
    }
    Set<String> said = meaning.all("voice");
    said.stream()
        .filter(name -> !name.startsWith(GROUND))
        .forEach(name -> voices.add(Voice.valueOf(name.toUpperCase(Locale.ROOT))));
    voices.removeIf(voice -> meaning.refuses("voice", SceneReader.name(voice)));
    if (voices.remove(Voice.STEPS)) {
      voices.add(steps(said, place, weather));
    }
    return voices;
  }

  /** The steps that a ground gives: the one that is named, or else the usual one of the place. */
  private static Voice steps(Set<String> said, Place place, Weather weather) {
    for (Voice voice :
        new Voice[] {
          Voice.STEPS_SNOW,
          Voice.STEPS_GRAVEL,
          Voice.STEPS_WOOD,
          Voice.STEPS,
          Voice.STEPS_SAND,
          Voice.STEPS_GRASS
        }) {
      if (said.contains(GROUND + SceneReader.name(voice))) {
        return voice;
      }
    }
    if (weather == Weather.SNOW) {
      return Voice.STEPS_SNOW;
    }
    if (place instanceof Place.Sea) {
      return Voice.STEPS_SAND;
    }
    if (place instanceof Place.Garden) {
      return Voice.STEPS_GRASS;
    }
    if (place instanceof Place.Hall hall && hall.interior() != Place.Interior.CATHEDRAL) {
      return Voice.STEPS_WOOD;
    }
    if (place instanceof Place.Land land) {
      return switch (land.relief()) {
        case DUNES, MARS, MOON -> Voice.STEPS_SAND;
        case PEAKS -> Voice.STEPS_GRAVEL;
        case HILLS, PLAIN, FOREST, JUNGLE -> Voice.STEPS_GRASS;
      };
    }
    return Voice.STEPS;
  }

  private static Set<Voice> usual(Place place, TimeOfDay time) {
    boolean night = time == TimeOfDay.NIGHT;
    return switch (place) {
      case Place.Sea _ -> EnumSet.of(Voice.SURF, Voice.WIND);
      case Place.City _ -> EnumSet.of(Voice.CITY, Voice.PAD);
      case Place.Space _ -> EnumSet.of(Voice.DRONE, Voice.PAD);
      case Place.Hall hall ->
          switch (hall.interior()) {
            case CATHEDRAL -> EnumSet.of(Voice.ORGAN);
            case LIBRARY, STUDY -> EnumSet.of(Voice.PAD);
            case ROOM -> EnumSet.of(Voice.FIRE, Voice.PIANO);
          };
      case Place.Garden _ -> EnumSet.of(Voice.BIRDS, Voice.PAD);
      case Place.Land land ->
          switch (land.relief()) {
            case DUNES, MARS -> EnumSet.of(Voice.WIND, Voice.DRONE);
            case MOON -> EnumSet.of(Voice.DRONE, Voice.RADIO);
            case PEAKS -> EnumSet.of(Voice.WIND, Voice.PAD);
            case HILLS, PLAIN, FOREST, JUNGLE ->
                night
                    ? EnumSet.of(Voice.CRICKETS, Voice.WIND)
                    : EnumSet.of(Voice.BIRDS, Voice.WIND);
          };
    };
  }
}
