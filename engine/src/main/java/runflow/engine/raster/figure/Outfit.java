package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/**
 * How a person is dressed.
 *
 * @param dress whether a long dress is worn, or else trousers and a coat
 * @param suit whether it is a space suit
 */
record Outfit(Skin cloth, Skin legs, boolean dress, boolean suit) {
  static final Skin FACE = Skin.matt(0.40, 0.25, 0.18);
  static final Skin HAIR = Skin.matt(0.05, 0.032, 0.024);
  static final Skin SHOE = Skin.matt(0.035, 0.03, 0.028);
  static final Skin WHITE = Skin.matt(0.66, 0.65, 0.63);
  static final Skin PACK = Skin.matt(0.44, 0.43, 0.43);
  static final Skin GREY = Skin.matt(0.17, 0.17, 0.18);
  static final Skin VISOR = new Skin(new Rgb(0.95f, 0.55f, 0.12f), 0.06f, 1);

  static Outfit everyday(Rgb colour, boolean dress) {
    return new Outfit(Skin.matt(colour), Skin.matt(0.05, 0.052, 0.062), dress, false);
  }

  static Outfit space() {
    return new Outfit(WHITE, WHITE, false, true);
  }
}
