package runflow.engine.scene;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
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
  /** More figures than this do not stand well in one picture. */
  private static final int MOST_FIGURES = 4;

  private final Words words = Words.load();

  /** The scene of a prompt; {@code negativePrompt} may be empty. */
  public Scene read(String prompt, String negativePrompt, long seed) {
    return explain(prompt, negativePrompt, seed).scene();
  }

  /** The scene of a prompt and how it came about. */
  public Reading explain(String prompt, String negativePrompt, long seed) {
    Meaning meaning = new Meaning(words, new Text(prompt, negativePrompt));
    return new Reading(scene(meaning, prompt, seed), meaning);
  }

  private static Scene scene(Meaning meaning, String prompt, long seed) {
    Draw draw = new Draw(seed ^ ((long) prompt.strip().hashCode() << 20));
    Place place = PlaceReader.read(meaning, draw);
    Weather weather = SkyReader.weather(meaning, place, draw);
    TimeOfDay time = SkyReader.time(meaning, place, draw);
    Look look = look(meaning);
    return new Scene(
        place,
        time,
        weather,
        SkyReader.bodies(meaning, place, time, weather),
        Palette.of(place, time, weather).under(look, PlaceReader.onMars(place) ? 0.18f : 0.5f),
        camera(meaning, draw),
        SkyReader.particles(meaning, place, time, weather),
        figures(meaning, place),
        look,
        Voices.of(meaning, place, time, weather));
  }

  private static Camera camera(Meaning meaning, Draw draw) {
    Move free = draw.pick(Move.DOLLY_IN, Move.PAN_RIGHT, Move.ORBIT, Move.CRANE, Move.PAN_LEFT);
    Move move = one(meaning.most("move"), Move.class).orElse(free);
    Pace pace = one(meaning.most("pace"), Pace.class).orElse(Pace.REAL);
    return new Camera(move, pace, meaning.says("hold", "handheld"));
  }

  private static Look look(Meaning meaning) {
    List<String> sky = meaning.before("colour", "light");
    List<String> things = new ArrayList<>(meaning.inOrder("colour"));
    things.removeAll(sky);
    things.removeAll(meaning.before("colour", "nature"));
    Style style = one(meaning.most("style"), Style.class).orElse(Style.NATURAL);
    if (style == Style.NOIR) {
      things.removeAll(List.of("black", "white"));
    }
    return new Look(
        style,
        one(meaning.most("mood"), Mood.class).orElse(Mood.PLAIN),
        season(meaning),
        things.stream().map(name -> value(name, Hue.class)).toList(),
        one(sky.stream().findFirst(), Hue.class),
        meaning.most("clothes").filter("dress"::equals).isPresent(),
        meaning.all("hide").stream().map(name -> value(name, Hide.class)).collect(toSet()));
  }

  /** The season that is named; a garden that is walked in is in flower. */
  private static Optional<Season> season(Meaning meaning) {
    Optional<Season> said = one(meaning.most("season"), Season.class);
    return said.or(() -> Optional.of(Season.SPRING).filter(_ -> PlaceReader.visited(meaning)));
  }

  private static Set<Figure> figures(Meaning meaning, Place place) {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    for (String name : meaning.inOrder("figure")) {
      Figure figure = value(name, Figure.class);
      if (figures.size() < MOST_FIGURES && PlaceReader.holds(place, figure)) {
        figures.add(figure);
      }
    }
    if (figures.contains(Figure.ASTRONAUT)) {
      figures.remove(Figure.WALKER);
    }
    if (PlaceReader.wooded(place) && !meaning.saysMore("figure", "tree", "tree")) {
      figures.remove(Figure.TREE);
    }
    return figures;
  }

  static <E extends Enum<E>> Optional<E> one(Optional<String> name, Class<E> type) {
    return name.map(n -> value(n, type));
  }

  private static <E extends Enum<E>> E value(String name, Class<E> type) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
