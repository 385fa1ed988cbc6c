package runflow.engine.scene;

/**
 * The light of a scene.
 *
 * @param zenith sky straight up
 * @param middle sky half-way
 * @param horizon sky at the horizon
 * @param sun direct light of the sun or the moon
 * @param haze colour of the air between
 * @param ambient light from everywhere
 * @param scatter light the air throws forward around the sun
 * @param elevation of the sun, in radians over the horizon
 * @param density of the haze, per unit of distance
 * @param exposure factor before the tone curve
 * @param glow strength of the light around the sun, 0 to 1
 */
public record Palette(
    Rgb zenith,
    Rgb middle,
    Rgb horizon,
    Rgb sun,
    Rgb haze,
    Rgb ambient,
    Rgb scatter,
    float elevation,
    float density,
    float exposure,
    float glow) {

  /** The light of a place at a time in a weather. */
  public static Palette of(Place place, TimeOfDay time, Weather weather) {
    Palette clear =
        switch (place) {
          case Place.Land(Relief relief, boolean _) when relief == Relief.MARS ->
              MarsLight.at(time);
          case Place.Land(Relief relief, boolean _) when relief == Relief.MOON -> MoonLight.PALETTE;
          case Place.Land _,
              Place.Sea _,
              Place.City _,
              Place.Space _,
              Place.Hall _,
              Place.Garden _ ->
              EarthLight.at(time);
        };
    return switch (weather) {
      case CLEAR, CLOUDS -> clear;
      case OVERCAST -> clear.veiled(0.75f, 1.3f);
      case RAIN -> clear.veiled(0.85f, 2.2f);
      case STORM -> clear.veiled(0.88f, 1.5f).stormy();
      case SNOW -> clear.veiled(0.72f, 1.1f).snowy();
      case FOG -> clear.veiled(0.62f, 5f);
      case DUST -> clear.dusty();
    };
  }

  /** This light under a closed cloud cover: grey, soft, with {@code air} times the haze. */
  private Palette veiled(float amount, float air) {
    float light = (horizon.luminance() + middle.luminance() + zenith.luminance()) / 3;
    Rgb grey = new Rgb(light * 0.93f, light, light * 1.07f);
    return new Palette(
        zenith.towards(grey.times(0.85f), amount),
        middle.towards(grey, amount),
        horizon.towards(grey.times(1.25f), amount),
        sun.times(1 - 0.8f * amount),
        haze.towards(grey.times(1.1f), amount),
        ambient.towards(grey.times(0.6f), amount),
        scatter.times(1 - 0.85f * amount),
        elevation,
        density * air,
        exposure * (light < 0.1f ? 1.5f : 1),
        glow * (1 - 0.8f * amount));
  }

  /** A sky darker and bluer than the snow below it. */
  private Palette snowy() {
    Rgb blue = new Rgb(0.74f, 0.94f, 1.26f);
    return new Palette(
        zenith.towards(blue.times(zenith.luminance()), 0.6f).times(0.50f),
        middle.towards(blue.times(middle.luminance()), 0.6f).times(0.55f),
        horizon.towards(blue.times(horizon.luminance()), 0.4f).times(0.62f),
        sun.times(1.5f),
        haze.towards(blue.times(haze.luminance()), 0.6f).times(0.62f),
        ambient.towards(blue.times(ambient.luminance()), 0.6f).times(0.8f),
        scatter,
        elevation,
        density,
        exposure,
        glow);
  }

  /** Dark above, with a light left at the horizon. */
  private Palette stormy() {
    Rgb slate = new Rgb(0.78f, 0.98f, 1.12f);
    return new Palette(
        zenith.towards(slate.times(zenith.luminance()), 0.5f).times(0.36f),
        middle.towards(slate.times(middle.luminance()), 0.5f).times(0.42f),
        horizon.times(0.62f),
        sun.times(1.7f),
        haze.times(0.42f),
        ambient.towards(slate.times(ambient.luminance()), 0.5f).times(0.72f),
        scatter,
        elevation,
        density,
        exposure,
        glow);
  }

  private Palette dusty() {
    Rgb sand = haze.towards(new Rgb(1.15f, 0.76f, 0.45f).times(haze.luminance() * 1.1f), 0.8f);
    return new Palette(
        zenith.towards(sand, 0.5f),
        middle.towards(sand, 0.6f),
        horizon.towards(sand, 0.55f),
        sun,
        sand,
        ambient,
        scatter,
        elevation,
        density * 1.5f,
        exposure,
        glow);
  }

  /** This light as a mood and, by an amount of 0 to 1, the colour of the sky change it. */
  Palette under(Look look, float amount) {
    Palette tinted = look.sky().map(hue -> tinted(hue.colour(), amount)).orElse(this);
    return switch (look.mood()) {
      case PLAIN, EPIC -> tinted;
      case DARK -> tinted.exposed(0.74f);
      case SERENE -> tinted.exposed(1.05f).aired(1.25f);
      case EERIE -> tinted.tinted(new Rgb(0.05f, 0.24f, 0.22f), 0.28f).exposed(0.9f).aired(1.2f);
      case JOYFUL -> tinted.exposed(1.12f);
      case ROMANTIC -> tinted.tinted(new Rgb(0.85f, 0.34f, 0.26f), 0.2f);
    };
  }

  /** The sky and the air moved towards a colour, as bright as they were. */
  private Palette tinted(Rgb colour, float amount) {
    Rgb pure = colour.times(1 / Math.max(0.05f, colour.luminance()));
    return new Palette(
        zenith.towards(pure.times(zenith.luminance()), amount),
        middle.towards(pure.times(middle.luminance()), amount),
        horizon.towards(pure.times(horizon.luminance()), amount * 0.8f),
        sun.towards(pure.times(sun.luminance()), amount * 0.25f),
        haze.towards(pure.times(haze.luminance()), amount * 0.8f),
        ambient.towards(pure.times(ambient.luminance()), amount * 0.3f),
        scatter.towards(pure.times(scatter.luminance()), amount * 0.5f),
        elevation,
        density,
        exposure,
        glow);
  }

  private Palette exposed(float k) {
    return new Palette(
        zenith,
        middle,
        horizon,
        sun,
        haze,
        ambient,
        scatter,
        elevation,
        density,
        exposure * k,
        glow);
  }

  private Palette aired(float k) {
    return new Palette(
        zenith,
        middle,
        horizon,
        sun,
        haze,
        ambient,
        scatter,
        elevation,
        density * k,
        exposure,
        glow);
  }
}
