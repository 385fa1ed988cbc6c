package runflow.engine.scene;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a prompt as a {@link Scene}. What the prompt leaves open is drawn from its text and the
 * seed, so that every prompt gives a picture, and the same prompt and seed the same one. Immutable
 * and safe to share.
 */
public final class SceneReader {
  private static final List<String> PLEASING =
      List.of("lake", "mountains", "sea", "desert", "forest", "hills", "city", "plain");

  private final Words words = Words.load();

  /** The scene of a prompt; {@code negativePrompt} may be empty. */
  public Scene read(String prompt, String negativePrompt, long seed) {
    Meaning meaning = new Meaning(words, new Text(prompt, negativePrompt));
    Draw draw = new Draw(seed ^ ((long) prompt.strip().hashCode() << 20));
    Place place = place(meaning, draw);
    Weather weather = weather(meaning, place, draw);
    TimeOfDay time = time(meaning, place, draw);
    Figure figure = one(meaning.most("figure"), Figure.class).orElse(Figure.NOBODY);
    return new Scene(
        place,
        time,
        weather,
        bodies(meaning, place, time, weather),
        Palette.of(place, time, weather),
        one(meaning.most("move"), Move.class).orElse(draw.pick(Move.DOLLY_IN, Move.PAN_RIGHT)),
        particles(meaning, place, time, weather),
        figure,
        Voices.of(meaning, place, time, weather));
  }

  private static Place place(Meaning meaning, Draw draw) {
    List<String> allowed =
        PLEASING.stream().filter(name -> !meaning.refuses("place", name)).toList();
    String fallback = allowed.isEmpty() ? "plain" : allowed.get(draw.below(allowed.size()));
    Set<String> all = meaning.all("place");
    boolean water = all.contains("lake");
    return switch (meaning.most("place").orElse(fallback)) {
      case "mars" -> new Place.Land(Relief.MARS, false);
      case "moon" -> new Place.Land(Relief.MOON, false);
      case "desert" -> new Place.Land(Relief.DUNES, false);
      case "hills" -> new Place.Land(Relief.HILLS, water);
      case "plain" -> new Place.Land(Relief.PLAIN, water);
      case "forest" -> new Place.Land(Relief.FOREST, water);
      case "lake" -> new Place.Land(shore(all, draw), true);
      case "sea" -> new Place.Sea();
      case "city" -> new Place.City();
      case "space" ->
          new Place.Space(
              one(meaning.most("planet"), Place.Planet.class)
                  .orElse(draw.pick(Place.Planet.EARTH, Place.Planet.RINGED)));
      case "hall" -> new Place.Hall();
      default -> new Place.Land(Relief.PEAKS, water);
    };
  }

  private static Relief shore(Set<String> all, Draw draw) {
    if (all.contains("forest")) {
      return Relief.FOREST;
    }
    if (all.contains("mountains")) {
      return Relief.PEAKS;
    }
    return all.contains("hills") ? Relief.HILLS : draw.pick(Relief.PEAKS, Relief.FOREST);
  }

  private static TimeOfDay time(Meaning meaning, Place place, Draw draw) {
    Optional<TimeOfDay> said = one(meaning.most("time"), TimeOfDay.class);
    if (said.isPresent()) {
      return said.get();
    }
    boolean away =
        place instanceof Place.Land land
            && (land.relief() == Relief.MARS || land.relief() == Relief.MOON);
    Set<String> bodies = meaning.all("body");
    if (!away && (bodies.contains("moon") || bodies.contains("stars"))) {
      return TimeOfDay.NIGHT;
    }
    return switch (place) {
      case Place.Land _ when away -> TimeOfDay.DAY;
      case Place.Hall _, Place.Space _ -> TimeOfDay.DAY;
      case Place.City _ -> draw.pick(TimeOfDay.DUSK, TimeOfDay.NIGHT);
      case Place.Land _, Place.Sea _ -> draw.pick(TimeOfDay.GOLDEN, TimeOfDay.DAY, TimeOfDay.DUSK);
    };
  }

  private static Weather weather(Meaning meaning, Place place, Draw draw) {
    boolean airless =
        place instanceof Place.Space
            || (place instanceof Place.Land land && land.relief() == Relief.MOON);
    if (airless || place instanceof Place.Hall) {
      return Weather.CLEAR;
    }
    boolean mars = place instanceof Place.Land land && land.relief() == Relief.MARS;
    Weather said = one(meaning.most("weather"), Weather.class).orElse(Weather.CLEAR);
    if (mars) {
      return said == Weather.DUST ? Weather.DUST : Weather.CLEAR;
    }
    boolean open = said == Weather.CLEAR && !meaning.refuses("weather", "clouds");
    boolean asked = meaning.most("weather").isPresent();
    return open && !asked && draw.below(4) > 0 ? Weather.CLOUDS : said;
  }

  private static Set<Body> bodies(Meaning meaning, Place place, TimeOfDay time, Weather weather) {
    Set<Body> bodies = EnumSet.noneOf(Body.class);
    boolean airless = place instanceof Place.Land land && land.relief() == Relief.MOON;
    boolean mars = place instanceof Place.Land land && land.relief() == Relief.MARS;
    boolean dark = time == TimeOfDay.NIGHT;
    if (!weather.closedSky() && !(place instanceof Place.Hall)) {
      bodies.add(dark && !airless ? Body.MOON : Body.SUN);
      if (dark || airless || place instanceof Place.Space) {
        bodies.add(Body.STARS);
      }
      if (mars && meaning.all("body").contains("phobos")) {
        bodies.add(Body.PHOBOS);
      }
      if (mars) {
        bodies.remove(Body.MOON);
      }
      if (airless) {
        bodies.add(Body.EARTH);
      }
    }
    for (Body body : Body.values()) {
      if (meaning.refuses("body", name(body))) {
        bodies.remove(body);
      }
    }
    return bodies;
  }

  private static Particles particles(
      Meaning meaning, Place place, TimeOfDay time, Weather weather) {
    Particles usual =
        switch (weather) {
          case RAIN -> Particles.RAIN;
          case SNOW -> Particles.SNOW;
          case DUST -> Particles.DUST;
          case CLEAR, CLOUDS, OVERCAST, FOG -> usual(place, time);
        };
    boolean outside = !(place instanceof Place.Hall) && !(place instanceof Place.Space);
    Particles said = one(meaning.most("particles"), Particles.class).orElse(usual);
    boolean falls = said == Particles.RAIN || said == Particles.SNOW;
    Particles chosen = falls && !outside ? usual : said;
    return meaning.refuses("particles", name(chosen)) ? Particles.NONE : chosen;
  }

  private static Particles usual(Place place, TimeOfDay time) {
    return switch (place) {
      case Place.Hall _ -> Particles.MOTES;
      case Place.Space _, Place.City _, Place.Sea _ -> Particles.NONE;
      case Place.Land land ->
          switch (land.relief()) {
            case DUNES, MARS -> Particles.DUST;
            case MOON -> Particles.NONE;
            case PEAKS, HILLS, PLAIN, FOREST ->
                time == TimeOfDay.NIGHT ? Particles.NONE : Particles.MOTES;
          };
    };
  }

  private static <E extends Enum<E>> Optional<E> one(Optional<String> name, Class<E> type) {
    return name.map(n -> Enum.valueOf(type, n.toUpperCase(Locale.ROOT)));
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
