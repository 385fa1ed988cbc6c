package runflow.engine.raster;

/** Grows a conifer: tiers of drooping boughs around a straight stem, the far ones first. */
final class Conifer implements Specimen.Habit {
  private static final int BOUGHS = 170;
  private static final int TUFTS = 11;

  @Override
  public void grow(Specimen.Sapling tree) {
    var bark = new Smudge.Ink(0.2f, Specimen.BARK);
    tree.stroke(new Smudge.Knot(0, 0, 0.012f), new Smudge.Knot(0, 0.97f, 0.002f), bark);
    float wide = 0.15f + 0.06f * tree.draw(1);
    float bare = 0.06f + 0.08f * tree.draw(2);
    for (int i = 0; i < BOUGHS; i++) {
      float share = i / (float) BOUGHS;
      bough(tree, i, bare + (0.985f - bare) * Maths.sqrt(share * (0.35f + 0.65f * share)), wide);
    }
  }

  /** A bough that starts at a height and points anywhere around the stem. */
  private static void bough(Specimen.Sapling tree, int number, float start, float wide) {
    int salt = tree.key() + number * 131;
    float turn = 6.2832f * Maths.hash(salt, 1);
    float towards = Maths.sin(turn);
    float out = Maths.cos(turn);
    float length = wide * (1.03f - start) * (0.75f + 0.5f * Maths.hash(salt, 2));
    float droop = (0.30f + 0.25f * Maths.hash(salt, 3)) * (1.1f - 0.6f * start);
    for (int t = 1; t <= TUFTS; t++) {
      float share = t / (float) TUFTS;
      float x = out * length * share;
      float y = start + length * (0.10f * share - droop * share * share) - 0.12f * length * towards;
      float lit = 0.30f + 0.32f * out * share + 0.20f * share + 0.16f * towards;
      int own = salt + t * 17;
      float size = 0.0035f + 0.03f * length * (0.6f + 0.6f * Maths.hash(own, 4));
      var ink = new Smudge.Ink(lit, 0.4f + 0.6f * share);
      tuft(tree, own, new Smudge.Knot(x, y, size), ink);
    }
  }

  /** Needles that hang from a bough. */
  private static void tuft(Specimen.Sapling tree, int salt, Smudge.Knot place, Smudge.Ink ink) {
    float size = place.radius();
    for (int i = -1; i <= 1; i++) {
      float aside = size * (2.1f * i + 1.6f * (Maths.hash(salt + i, 5) - 0.5f));
      float down = size * (1.5f + 1.5f * Maths.hash(salt + i, 6));
      float light = Maths.clamp(ink.light() + 0.24f * (Maths.hash(salt + i, 7) - 0.5f));
      tree.stroke(
          new Smudge.Knot(place.x(), place.y(), size * 0.55f),
          new Smudge.Knot(place.x() + aside, place.y() - down, size * 0.22f),
          new Smudge.Ink(light, ink.hue() * (0.8f + 0.2f * Maths.hash(salt + i, 8))));
    }
  }
}
