package runflow.engine.raster.figure;

import java.util.Optional;
import runflow.engine.scene.Figure;
import runflow.engine.scene.Hide;
import runflow.engine.scene.Hue;
import runflow.engine.scene.Particles;
import runflow.engine.scene.Place;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Season;
import runflow.engine.scene.TimeOfDay;
import runflow.engine.scene.Voice;

/** Makes the puppets of a scene, dressed in its colours. */
public final class Troupe {
  /** Metres from the foot of a balloon's basket to its top, at most. */
  public static final float BALLOON = 20.2f;

  private static final Rgb RED_CLOTH = new Rgb(0.24f, 0.035f, 0.04f);
  private static final Rgb SHIRT = new Rgb(0.10f, 0.125f, 0.17f);
  private static final Rgb COAT = new Rgb(0.085f, 0.07f, 0.06f);

  private static final Rgb TAWNY = new Rgb(0.34f, 0.20f, 0.085f);
  private static final Rgb BROWN = new Rgb(0.115f, 0.062f, 0.034f);

  /** Lighter than snow, for snow to be no brighter than what stands with its back to the sun. */
  private static final Rgb SNOWY = new Rgb(0.95f, 0.91f, 0.82f);

  /** How far palms lean, in metres. */
  private static final double[] LEANS = {1.9, 0.7, 2.6, -0.6};

  private final Scene scene;
  private final long seed;

  public Troupe(Scene scene, long seed) {
    this.scene = scene;
    this.seed = seed;
  }

  /** Somebody who walks away from the camera. */
  public Puppet leaving(Figure figure) {
    return new Leaver(outfit(figure));
  }

  /** A figure that is seen from the side and faces to the right; {@code n} is its number. */
  public Puppet sideways(Figure figure, int n) {
    boolean dark = dark();
    return switch (figure) {
      case ASTRONAUT, WALKER -> new Walker(outfit(figure));
      case HORSE -> horse();
      case CAMEL -> Cameline.camel();
      case DEER -> Cervine.deer();
      case WOLF -> Canine.wolf(Skin.matt(fur(new Rgb(0.13f, 0.125f, 0.12f))));
      case DOG -> Canine.dog(Skin.matt(fur(new Rgb(0.27f, 0.165f, 0.08f))));
      case FOX -> Canine.fox(Skin.matt(fur(new Rgb(0.36f, 0.125f, 0.035f))));
      case CAT -> Feline.cat(Skin.matt(fur(new Rgb(0.215f, 0.16f, 0.108f))));
      case BIG_CAT -> bigCat();
      case BEAR -> Ursine.bear(Skin.matt(has(Hide.SNOWY) ? SNOWY : fur(BROWN)));
      case ELEPHANT -> Elephantine.elephant();
      case BIRDS -> new Flock(7 + (int) Math.floorMod(seed, 5L), 1, seed % 100);
      case BOAT -> boat();
      case WHALE -> new Whale();
      case PALM -> new Palm(LEANS[n % LEANS.length], breeze(), seed + 31L * n);
      case TREE -> new Oak(leaf(), bare(), scene.look().in(Season.SPRING), seed);
      case TRAIN -> new Train(Skin.matt(colour(new Rgb(0.16f, 0.025f, 0.022f))));
      case CAR -> car(n);
      case HOUSE -> house(n);
      case LIGHTHOUSE -> new Lighthouse(dark);
      case LANDER -> new Lander();
      case CAMPFIRE -> new Campfire();
      case BALLOON -> balloon();
    };
  }

  /** What stands still of a house; its smoke is {@link #sideways}. */
  public Sketch built(int n) {
    return house(n).built();
  }

  /** Adds a step of a trodden path, a metre wide, where a metre is {@code size}. */
  public void step(Sketch s, float x, float y, float size) {
    Skin trodden = scene.wintry() ? Skin.matt(0.40, 0.43, 0.50) : Skin.matt(0.17, 0.13, 0.085);
    s.puff(trodden, x, y, 1.1 * size, 0.26 * size, 0.5);
  }

  private House house(int n) {
    return new House(scene.wintry(), dark(), n + seed % 10);
  }

  private boolean dark() {
    return scene.time() == TimeOfDay.NIGHT
        || scene.time() == TimeOfDay.DUSK
        || scene.weather().closedSky();
  }

  /** The bank that a train runs on. */
  public static Puppet bank() {
    return new Bank();
  }

  /** The steam of a train. */
  public static Puppet steam() {
    return new Steam();
  }

  /** Somebody who drifts in space. */
  public static Puppet floating() {
    return new Floater();
  }

  /** Leaves or petals that fall in a picture ten metres high and {@code wide} wide. */
  public Puppet falling(float wide, float high) {
    boolean petals = scene.particles() == Particles.PETALS;
    Skin[] skins =
        petals
            ? new Skin[] {Skin.matt(0.85, 0.50, 0.56), Skin.matt(0.9, 0.68, 0.70)}
            : new Skin[] {
              Skin.matt(0.50, 0.16, 0.03), Skin.matt(0.60, 0.34, 0.05), Skin.matt(0.32, 0.08, 0.03)
            };
    return new Foliage(skins, wide, high, petals, seed % 1000);
  }

  private Outfit outfit(Figure figure) {
    if (figure == Figure.ASTRONAUT) {
      return Outfit.space();
    }
    boolean coat = scene.place() instanceof Place.City || scene.wintry();
    boolean dress = scene.look().dress() && !coat;
    return Outfit.everyday(colour(coat ? COAT : dress ? RED_CLOTH : SHIRT), dress);
  }

  /** How strongly palms sway. */
  private double breeze() {
    return switch (scene.weather()) {
      case STORM, DUST -> 2.6;
      case RAIN -> 1.6;
      case CLEAR, CLOUDS, OVERCAST, FOG, SNOW -> scene.voices().contains(Voice.WIND) ? 1.2 : 0.9;
    };
  }

  private Puppet horse() {
    Puppet horse = Equine.horse(Skin.matt(colour(new Rgb(0.15f, 0.064f, 0.03f))));
    boolean dusty = scene.particles() == Particles.DUST && !scene.wintry();
    return dusty ? new Dusty(horse, Skin.matt(0.9, 0.72, 0.5)) : horse;
  }

  private Puppet bigCat() {
    if (has(Hide.MANE)) {
      return BigCat.lion(Skin.matt(fur(TAWNY)));
    }
    if (has(Hide.STRIPES)) {
      return BigCat.tiger(Skin.matt(fur(new Rgb(0.52f, 0.20f, 0.045f))));
    }
    if (has(Hide.SPOTS)) {
      return BigCat.leopard(Skin.matt(fur(new Rgb(0.46f, 0.28f, 0.095f))));
    }
    return has(Hide.DARK)
        ? BigCat.panther(Skin.matt(fur(new Rgb(0.022f, 0.021f, 0.023f))))
        : BigCat.lioness(Skin.matt(fur(TAWNY)));
  }

  private boolean has(Hide hide) {
    return scene.look().hides().contains(hide);
  }

  private Puppet boat() {
    boolean sails = scene.place() instanceof Place.Sea;
    return new Boat(sails, colour(sails ? new Rgb(0.72f, 0.69f, 0.62f) : RED_CLOTH));
  }

  private Puppet car(int n) {
    Rgb[] paints = {
      colour(new Rgb(0.28f, 0.03f, 0.03f)),
      new Rgb(0.05f, 0.055f, 0.065f),
      new Rgb(0.5f, 0.34f, 0.04f),
      new Rgb(0.3f, 0.3f, 0.32f)
    };
    float[] speeds = {8.5f, 11f, 7f, 9.5f};
    return new Car(Skin.matt(paints[n % 4]), speeds[n % 4], dark());
  }

  private Puppet balloon() {
    Rgb first = colour(new Rgb(0.62f, 0.07f, 0.045f));
    Rgb second =
        scene.look().hues().size() > 1
            ? scene.look().hues().get(1).colour()
            : new Rgb(0.85f, 0.55f, 0.12f);
    return new Balloon(first, second);
  }

  private boolean bare() {
    return scene.wintry();
  }

  private Rgb leaf() {
    Optional<Season> season = scene.look().season();
    if (season.isEmpty()) {
      return new Rgb(0.075f, 0.12f, 0.03f);
    }
    return switch (season.get()) {
      case SPRING -> new Rgb(0.60f, 0.25f, 0.34f);
      case SUMMER -> new Rgb(0.07f, 0.13f, 0.03f);
      case AUTUMN -> new Rgb(0.42f, 0.15f, 0.03f);
      case WINTER -> new Rgb(0.1f, 0.1f, 0.09f);
    };
  }

  /** The colour that the prompt gives to things, as fur has it, or an animal's own. */
  private Rgb fur(Rgb own) {
    Rgb said = colour(own);
    float light = Math.min(0.25f, said.luminance());
    return said.towards(new Rgb(1.25f, 0.98f, 0.72f).times(light), said.equals(own) ? 0 : 0.55f);
  }

  /** The colour that the prompt gives to things, or a thing's own. */
  private Rgb colour(Rgb own) {
    return scene.look().hues().stream()
        .filter(hue -> scene.look().sky().filter(sky -> sky == hue).isEmpty())
        .findFirst()
        .map(Hue::colour)
        .orElse(own);
  }
}
