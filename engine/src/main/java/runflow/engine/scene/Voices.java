package runflow.engine.scene;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is heard at a place, and what a prompt adds to it or refuses. */
final class Voices {
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
    for (String said : meaning.all("voice")) {
      voices.add(Voice.valueOf(said.toUpperCase(Locale.ROOT)));
    }
    voices.removeIf(voice -> meaning.refuses("voice", SceneReader.name(voice)));
    return voices;
  }

  private static Set<Voice> usual(Place place, TimeOfDay time) {
    boolean night = time == TimeOfDay.NIGHT;
    return switch (place) {
      case Place.Sea _ -> EnumSet.of(Voice.SURF, Voice.WIND);
      case Place.City _ -> EnumSet.of(Voice.CITY, Voice.PAD);
      case Place.Space _ -> EnumSet.of(Voice.DRONE, Voice.PAD);
      case Place.Hall hall ->
          hall.interior() == Place.Interior.CATHEDRAL
              ? EnumSet.of(Voice.ORGAN)
              : EnumSet.of(Voice.PAD);
      case Place.Garden _ -> EnumSet.of(Voice.BIRDS, Voice.PAD);
      case Place.Land land ->
          switch (land.relief()) {
            case DUNES, MARS -> EnumSet.of(Voice.WIND, Voice.DRONE);
            case MOON -> EnumSet.of(Voice.DRONE, Voice.RADIO);
            case PEAKS -> EnumSet.of(Voice.WIND, Voice.PAD);
            case HILLS, PLAIN, FOREST ->
                night
                    ? EnumSet.of(Voice.CRICKETS, Voice.WIND)
                    : EnumSet.of(Voice.BIRDS, Voice.WIND);
          };
    };
  }
}
