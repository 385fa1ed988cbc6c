package runflow.engine.scene;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a scene plays, and what can be there. */
final class PlaceReader {
  private static final List<String> PLEASING =
      List.of("lake", "mountains", "sea", "desert", "forest", "hills", "city", "plain");

  private PlaceReader() {}

  static Place read(Meaning meaning, Draw draw) {
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
      case "jungle" -> new Place.Land(Relief.JUNGLE, water);
      case "lake" -> new Place.Land(shore(all, draw), true);
      case "sea" -> new Place.Sea(waters(meaning));
      case "city" -> new Place.City();
      case "space" -> new Place.Space(planet(meaning, draw));
      case "hall" -> new Place.Hall(Place.Interior.CATHEDRAL);
      case "library" -> new Place.Hall(library(meaning));
      case "room" -> new Place.Hall(Place.Interior.ROOM);
      case "garden" -> visited(meaning) ? new Place.Land(Relief.FOREST, water) : new Place.Garden();
      default -> new Place.Land(Relief.PEAKS, water);
    };
  }

  /** Whether the place is a garden in which a beast walks: it is seen as far as its trees then. */
  static boolean visited(Meaning meaning) {
    return meaning.most("place").equals(Optional.of("garden"))
        && Figure.BEASTS.stream().map(SceneReader::name).anyMatch(meaning.all("figure")::contains);
  }

  private static Place.Planet planet(Meaning meaning, Draw draw) {
    Place.Planet free = draw.pick(Place.Planet.EARTH, Place.Planet.RINGED, Place.Planet.GIANT);
    Optional<Place.Planet> said = SceneReader.one(meaning.most("planet"), Place.Planet.class);
    return said.orElse(free);
  }

  /** The library, which has a hearth if one is named. */
  private static Place.Interior library(Meaning meaning) {
    return meaning.says("fireside", "hearth") ? Place.Interior.STUDY : Place.Interior.LIBRARY;
  }

  /** What the words say of the water; a storm makes it high. */
  private static Place.Waters waters(Meaning meaning) {
    Optional<Place.Waters> said = SceneReader.one(meaning.most("waters"), Place.Waters.class);
    boolean storm = meaning.most("weather").equals(Optional.of("storm"));
    return said.orElse(storm ? Place.Waters.HIGH : Place.Waters.OPEN);
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

  /** Whether there is no air at a place. */
  static boolean airless(Place place) {
    return place instanceof Place.Space
        || (place instanceof Place.Land land && land.relief() == Relief.MOON);
  }

  static boolean onMars(Place place) {
    return place instanceof Place.Land land && land.relief() == Relief.MARS;
  }

  /** Whether a place has neither sky nor weather of its own. */
  static boolean closed(Place place) {
    return place instanceof Place.Hall;
  }

  /** Whether trees stand all over a place. */
  static boolean wooded(Place place) {
    return place instanceof Place.Land land && land.relief().wooded();
  }

  /** Whether a figure can be shown at a place. */
  static boolean holds(Place place, Figure figure) {
    return switch (place) {
      case Place.Land land -> onLand(land, figure);
      case Place.Sea sea ->
          switch (figure) {
            case BOAT, WHALE, BIRDS, LIGHTHOUSE, BALLOON -> true;
            case ASTRONAUT, WALKER, HORSE, CAMEL, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT ->
                sea.waters() == Place.Waters.BEACH;
            case CAMPFIRE, PALM -> sea.waters() == Place.Waters.BEACH;
            case DEER, TREE, TRAIN, CAR, HOUSE, LANDER -> false;
          };
      case Place.City _ ->
          switch (figure) {
            case WALKER, ASTRONAUT, CAR, BIRDS, BALLOON, HORSE -> true;
            case WOLF, DOG, FOX, CAT, BIG_CAT, BEAR -> true;
            case CAMEL, DEER, ELEPHANT, BOAT, WHALE, TREE, PALM, TRAIN, HOUSE, LIGHTHOUSE -> false;
            case LANDER, CAMPFIRE -> false;
          };
      case Place.Space _ -> figure == Figure.ASTRONAUT;
      case Place.Hall hall ->
          hall.interior() != Place.Interior.ROOM
              && (figure == Figure.WALKER || figure == Figure.ASTRONAUT);
      case Place.Garden _ -> false;
    };
  }

  private static boolean onLand(Place.Land land, Figure figure) {
    boolean away = land.relief() == Relief.MARS || land.relief() == Relief.MOON;
    return switch (figure) {
      case ASTRONAUT, WALKER -> true;
      case BOAT -> land.water();
      case WHALE -> false;
      case BIRDS, BALLOON -> !away;
      case HORSE, CAMEL, DEER, WOLF, DOG, FOX, CAT, BIG_CAT, BEAR, ELEPHANT -> !away;
      case TREE, PALM, TRAIN, HOUSE, CAR, LIGHTHOUSE, CAMPFIRE -> !away;
      case LANDER -> away;
    };
  }
}
