package runflow.engine.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A scene and how a prompt led to it, in plain sentences for the run's log. */
public final class Reading {
  private static final int MOST_WORDS = 4;
  private static final int MOST_UNKNOWN = 14;
  private static final int LONGEST = 480;

  private final Scene scene;
  private final Meaning meaning;

  Reading(Scene scene, Meaning meaning) {
    this.scene = scene;
    this.meaning = meaning;
  }

  /** The scene. */
  public Scene scene() {
    return scene;
  }

  /**
   * What floats or falls in the air because the prompt says so, itself or as weather; nothing that
   * only goes with a place.
   */
  public Particles particlesNamed() {
    Optional<Particles> said = SceneReader.one(meaning.most("particles"), Particles.class);
    Particles weather =
        switch (SceneReader.one(meaning.most("weather"), Weather.class).orElse(Weather.CLEAR)) {
          case RAIN, STORM -> Particles.RAIN;
          case SNOW -> Particles.SNOW;
          case DUST -> Particles.DUST;
          case CLEAR, CLOUDS, OVERCAST, FOG -> Particles.NONE;
        };
    Particles named = said.orElse(weather);
    return meaning.refuses("particles", SceneReader.name(named)) ? Particles.NONE : named;
  }

  /** What was understood of a prompt that describes a whole scene; at most six short sentences. */
  public List<String> notes() {
    List<String> taken = new ArrayList<>();
    take(taken, "place", first(meaning.most("place")));
    if (scene.place() instanceof Place.Space) {
      take(taken, "planet", first(meaning.most("planet")));
    }
    if (scene.place() instanceof Place.Sea) {
      take(taken, "waters", first(meaning.most("waters")));
    }
    if (scene.place().equals(new Place.Hall(Place.Interior.STUDY))) {
      take(taken, "fireside", first(meaning.most("fireside")));
    }
    take(taken, "time", first(meaning.most("time")));
    takeAir(taken);
    List<String> bodies = new ArrayList<>(meaning.inOrder("body"));
    bodies.retainAll(names(scene.bodies()));
    take(taken, "body", bodies);
    take(taken, "figure", names(scene.figures()));
    if (scene.figures().contains(Figure.WALKER)) {
      take(taken, "clothes", first(meaning.most("clothes")));
    }
    takeLook(taken);
    List<String> notes = sentences(taken);
    List<String> homeless = new ArrayList<>(meaning.inOrder("figure"));
    homeless.removeAll(names(scene.figures()));
    if (PlaceReader.wooded(scene.place())) {
      // The wood itself is what "trees" asks for.
      homeless.remove(SceneReader.name(Figure.TREE));
    }
    if (!homeless.isEmpty()) {
      String what = String.join(", ", homeless.stream().map(Reading::plain).toList());
      notes.add(1, bounded("Understood, but not shown in this place: " + what + "."));
    }
    return List.copyOf(notes);
  }

  /** What was understood of a prompt for a picture, whose place and figures are the picture's. */
  public List<String> notesForPicture() {
    List<String> taken = new ArrayList<>();
    takeAir(taken);
    return List.copyOf(sentences(taken));
  }

  private void takeAir(List<String> taken) {
    take(taken, "weather", first(meaning.most("weather")));
    take(taken, "particles", first(meaning.most("particles")));
    take(taken, "move", first(meaning.most("move")));
    take(taken, "pace", first(meaning.most("pace")));
    take(taken, "hold", first(meaning.most("hold")));
    take(taken, "voice", meaning.inOrder("voice"));
  }

  private void takeLook(List<String> taken) {
    take(taken, "season", first(meaning.most("season")));
    take(taken, "mood", first(meaning.most("mood")));
    take(taken, "style", first(meaning.most("style")));
    take(taken, "colour", meaning.inOrder("colour"));
  }

  private List<String> sentences(List<String> taken) {
    List<String> notes = new ArrayList<>();
    notes.add(
        bounded(
            taken.isEmpty()
                ? "No word of the prompt was understood; the seed chose the scene."
                : "Understood: " + String.join("; ", taken) + "."));
    List<String> refused = refused();
    if (!refused.isEmpty()) {
      notes.add(bounded("Ruled out: " + String.join(", ", refused) + "."));
    }
    List<String> unknown = meaning.unknown();
    if (!unknown.isEmpty()) {
      int more = unknown.size() - MOST_UNKNOWN;
      String list = String.join(", ", unknown.subList(0, Math.min(MOST_UNKNOWN, unknown.size())));
      notes.add(bounded("Not understood: " + list + (more > 0 ? " and " + more + " more." : ".")));
    }
    return notes;
  }

  private List<String> refused() {
    List<String> refused = new ArrayList<>();
    for (String group : List.of("place", "weather", "body", "particles", "figure", "voice")) {
      for (String concept : meaning.refused(group)) {
        String name = plain(concept);
        if (!refused.contains(name)) {
          refused.add(name);
        }
      }
    }
    return refused;
  }

  private void take(List<String> taken, String group, List<String> concepts) {
    List<String> said = new ArrayList<>();
    for (String concept : concepts) {
      List<String> written = meaning.written(group, concept);
      if (!written.isEmpty()) {
        List<String> some = written.subList(0, Math.min(MOST_WORDS, written.size()));
        boolean same = some.size() == 1 && some.getFirst().equals(plain(concept));
        said.add(plain(concept) + (same ? "" : " (" + String.join(", ", some) + ")"));
      }
    }
    if (!said.isEmpty()) {
      taken.add(label(group) + " " + String.join(", ", said));
    }
  }

  private static String label(String group) {
    return switch (group) {
      case "body" -> "sky";
      case "move" -> "camera";
      case "hold" -> "held";
      case "voice" -> "sound";
      case "particles" -> "in the air";
      default -> group;
    };
  }

  private static List<String> first(Optional<String> concept) {
    return concept.stream().toList();
  }

  private static List<String> names(Iterable<? extends Enum<?>> values) {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(SceneReader.name(value)));
    return names;
  }

  private static String plain(String concept) {
    return concept.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String bounded(String note) {
    return note.length() <= LONGEST ? note : note.substring(0, LONGEST - 1) + "…";
  }
}
