package runflow.engine.raster;

/** Grows the fronds of a jungle near the lens: they arch into the picture from its side. */
final class Fronds implements Boughs.Habit {
  private static final int FRONDS = 9;
  private static final int LEAFLETS = 26;

  @Override
  public void grow(Trunk trunk) {
    for (int i = 0; i < FRONDS; i++) {
      frond(trunk, i);
    }
  }

  /** A frond with leaflets to both sides. */
  private static void frond(Trunk trunk, int number) {
    float down = 0.03f + 0.92f * (number + 0.7f * trunk.draw(600 + number)) / FRONDS;
    float length =
        trunk.high * (0.20f + 0.26f * trunk.draw(620 + number)) * (number % 4 == 3 ? 0.7f : 1);
    float rise = 0.55f - 0.5f * trunk.draw(640 + number);
    float light = 0.25f + 0.5f * trunk.draw(660 + number);
    float x = trunk.column(down);
    float y = trunk.row(down);
    float beforeX = x;
    float beforeY = y;
    for (int s = 1; s <= LEAFLETS; s++) {
      float t = s / (float) LEAFLETS;
      float toX = x - trunk.side * length * (t - 0.15f * t * t);
      float toY = y - length * (rise * t - 0.85f * t * t);
      trunk.stroke(
          new Smudge.Knot(beforeX, beforeY, trunk.high * 0.004f * (1.1f - t)),
          new Smudge.Knot(toX, toY, trunk.high * 0.004f * (1.05f - t)),
          new Smudge.Ink(light * 0.7f, 0.3f));
      Rib rib = new Rib(toX, toY, toX - beforeX, toY - beforeY, light);
      leaflets(trunk, rib, t, number * 100 + s);
      beforeX = toX;
      beforeY = toY;
    }
  }

  /** A place on the rib of a frond, and the way the rib goes there. */
  private record Rib(float x, float y, float dx, float dy, float light) {}

  private static void leaflets(Trunk trunk, Rib rib, float t, int number) {
    float way = Math.max(0.01f, Maths.sqrt(rib.dx * rib.dx + rib.dy * rib.dy));
    float size =
        trunk.high * 0.115f * Maths.sqrt(Math.max(0, Maths.sin(3.0 * (0.10f + 0.86f * t))));
    for (int turn = -1; turn <= 1; turn += 2) {
      float vary = Maths.hash(trunk.key + number, turn + 3);
      float lx = size * (0.62f * rib.dx - turn * 0.72f * rib.dy) / way;
      float ly = size * ((0.62f * rib.dy + turn * 0.72f * rib.dx) / way + 0.30f);
      var ink = new Smudge.Ink(Maths.clamp(rib.light * (0.7f + 0.6f * vary)), vary);
      float thick = trunk.high * 0.0048f;
      var middle = new Smudge.Knot(rib.x + lx * 0.5f, rib.y + ly * 0.45f, thick);
      trunk.stroke(new Smudge.Knot(rib.x, rib.y, thick * 0.7f), middle, ink);
      trunk.stroke(middle, new Smudge.Knot(rib.x + lx, rib.y + ly, thick * 0.15f), ink);
    }
  }
}
