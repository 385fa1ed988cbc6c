package runflow.engine.scene;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Time, weather and what stands in the sky or floats in the air of a place. */
final class SkyReader {
  private SkyReader() {}

  static TimeOfDay time(Meaning meaning, Place place, Draw draw) {
    Optional<TimeOfDay> said = SceneReader.one(meaning.most("time"), TimeOfDay.class);
    if (said.isPresent()) {
      return said.get();
    }
    boolean away = PlaceReader.airless(place) || PlaceReader.onMars(place);
    Set<String> bodies = meaning.all("body");
    if (!away && (bodies.contains("moon") || bodies.contains("stars"))) {
      return TimeOfDay.NIGHT;
    }
    if (!away && meaning.says("season", "summer")) {
      return TimeOfDay.DAY;
    }
    TimeOfDay free = draw.pick(TimeOfDay.GOLDEN, TimeOfDay.DAY, TimeOfDay.DUSK, TimeOfDay.DAWN);
    return switch (place) {
      case Place.Land _ when away -> TimeOfDay.DAY;
      case Place.Hall _, Place.Space _ -> TimeOfDay.DAY;
      case Place.Garden _ -> draw.pick(TimeOfDay.DAWN, TimeOfDay.DAY, TimeOfDay.GOLDEN);
      case Place.City _ -> draw.pick(TimeOfDay.DUSK, TimeOfDay.NIGHT);
      case Place.Land _, Place.Sea _ -> free;
    };
  }

  static Weather weather(Meaning meaning, Place place, Draw draw) {
    boolean window = place instanceof Place.Hall hall && hall.interior() == Place.Interior.ROOM;
    if (PlaceReader.airless(place) || (PlaceReader.closed(place) && !window)) {
      return Weather.CLEAR;
    }
    Weather said = SceneReader.one(meaning.most("weather"), Weather.class).orElse(Weather.CLEAR);
    if (PlaceReader.onMars(place)) {
      return said == Weather.DUST ? Weather.DUST : Weather.CLEAR;
    }
    boolean open = said == Weather.CLEAR && !meaning.refuses("weather", "clouds");
    Set<String> sky = meaning.all("body");
    boolean night = sky.contains("aurora") || sky.contains("milky_way") || sky.contains("stars");
    boolean asked = meaning.most("weather").isPresent() || window || night;
    return open && !asked && draw.below(4) > 0 ? Weather.CLOUDS : said;
  }

  static Set<Body> bodies(Meaning meaning, Place place, TimeOfDay time, Weather weather) {
    Set<Body> bodies = EnumSet.noneOf(Body.class);
    boolean open = !weather.closedSky() && !PlaceReader.closed(place);
    if (open) {
      usual(place, time, bodies);
    }
    boolean earthly = open && !PlaceReader.airless(place) && !PlaceReader.onMars(place);
    Set<String> said = meaning.all("body");
    if (open && PlaceReader.onMars(place) && said.contains("phobos")) {
      bodies.add(Body.PHOBOS);
    }
    if (earthly) {
      for (Body body : EnumSet.of(Body.AURORA, Body.RAINBOW, Body.MILKY_WAY, Body.SECOND_MOON)) {
        if (said.contains(SceneReader.name(body))) {
          bodies.add(body);
        }
      }
    }
    if (bodies.contains(Body.AURORA) || bodies.contains(Body.MILKY_WAY)) {
      bodies.add(Body.STARS);
      if (!said.contains("moon")) {
        bodies.remove(Body.MOON);
      }
    }
    if (bodies.contains(Body.SECOND_MOON)) {
      bodies.add(Body.MOON);
    }
    bodies.removeIf(body -> meaning.refuses("body", SceneReader.name(body)));
    return bodies;
  }

  private static void usual(Place place, TimeOfDay time, Set<Body> bodies) {
    boolean airless = place instanceof Place.Land land && land.relief() == Relief.MOON;
    boolean dark = time == TimeOfDay.NIGHT;
    boolean mars = PlaceReader.onMars(place);
    if (!dark || airless) {
      bodies.add(Body.SUN);
    } else if (!mars) {
      bodies.add(Body.MOON);
    }
    if (dark || PlaceReader.airless(place)) {
      bodies.add(Body.STARS);
    }
    if (airless) {
      bodies.add(Body.EARTH);
    }
  }

  static Particles particles(Meaning meaning, Place place, TimeOfDay time, Weather weather) {
    Particles usual =
        switch (weather) {
          case RAIN, STORM -> Particles.RAIN;
          case SNOW -> Particles.SNOW;
          case DUST -> Particles.DUST;
          case CLEAR, CLOUDS, OVERCAST, FOG -> usual(place, time);
        };
    Particles said = SceneReader.one(meaning.most("particles"), Particles.class).orElse(usual);
    Particles chosen = possible(said, place) ? said : usual(place, time);
    return meaning.refuses("particles", SceneReader.name(chosen)) ? Particles.NONE : chosen;
  }

  /** Whether something can fly or fall at a place: no rain in a hall, nothing where no air is. */
  private static boolean possible(Particles particles, Place place) {
    boolean inside = PlaceReader.closed(place);
    return switch (particles) {
      case NONE -> true;
      case RAIN, SNOW -> !inside && !PlaceReader.airless(place) && !PlaceReader.onMars(place);
      case PETALS, LEAVES, FIREFLIES, EMBERS -> !PlaceReader.airless(place);
      case MOTES, DUST -> !(place instanceof Place.Space);
    };
  }

  private static Particles usual(Place place, TimeOfDay time) {
    return switch (place) {
      case Place.Hall _, Place.Garden _ -> Particles.MOTES;
      case Place.Space _, Place.City _, Place.Sea _ -> Particles.NONE;
      case Place.Land land ->
          switch (land.relief()) {
            case DUNES, MARS -> Particles.DUST;
            case MOON -> Particles.NONE;
            case PEAKS, HILLS, PLAIN, FOREST, JUNGLE ->
                time == TimeOfDay.NIGHT ? Particles.NONE : Particles.MOTES;
          };
    };
  }
}
