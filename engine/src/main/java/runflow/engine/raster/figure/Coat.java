package runflow.engine.raster.figure;

/**
 * The two skins of a body: an animal's coat and its points, or its back and its belly.
 *
 * @param main where nothing else is said
 */
record Coat(Skin main, Skin other) {
  static Coat plain(Skin skin) {
    return new Coat(skin, skin);
  }

  /** The coat of what is on the far side, in the shade of the body. */
  Coat shaded() {
    return new Coat(Skin.matt(main.colour().times(0.5f)), Skin.matt(other.colour().times(0.5f)));
  }
}
