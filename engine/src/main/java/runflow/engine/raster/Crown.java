package runflow.engine.raster;

/** Grows the boughs of a broad tree near the lens: they reach in from above, with leaves. */
final class Crown implements Boughs.Habit {
  private static final int BOUGHS = 11;
  private static final int PIECES = 9;
  private static final int LEAVES = 34;

  /** What a bough leaves free for its leaves before the sheet ends. */
  private static final float ROOM = 0.12f;

  @Override
  public void grow(Trunk trunk) {
    for (int i = 0; i < BOUGHS; i++) {
      bough(trunk, i);
    }
  }

  private static void bough(Trunk trunk, int number) {
    float down = 0.02f + 0.48f * (number + trunk.draw(500 + number)) / BOUGHS;
    float way = number % 3 == 2 ? trunk.side : -trunk.side;
    float length = trunk.high * (0.20f + 0.20f * trunk.draw(520 + number)) * (1.15f - 0.6f * down);
    float rise = 0.25f - 0.75f * trunk.draw(540 + number);
    float x = trunk.column(down);
    float y = trunk.row(down);
    float thick = trunk.high * 0.0085f;
    for (int s = 1; s <= PIECES; s++) {
      float t = s / (float) PIECES;
      float toX = trunk.column(down) + way * length * t;
      if (trunk.fromInnerEdge(toX) < trunk.high * ROOM) {
        break;
      }
      float toY = trunk.row(down) + length * (rise * t + 0.35f * t * t);
      toY += trunk.high * 0.014f * (Maths.hash(trunk.key + number * 17 + s, 7) - 0.5f);
      trunk.stroke(
          new Smudge.Knot(x, y, thick),
          new Smudge.Knot(toX, toY, thick * 0.78f),
          new Smudge.Ink(0.2f, 0));
      thick *= 0.78f;
      x = toX;
      y = toY;
      if (s > 2) {
        cluster(trunk, x, y, number * 100 + s);
      }
    }
  }

  /** Leaves around a place, brighter above it. */
  private static void cluster(Trunk trunk, float x, float y, int number) {
    int salt = trunk.key + number * 7919;
    float spread = trunk.high * (0.030f + 0.030f * Maths.hash(salt, 1));
    float light = 0.30f + 0.5f * Maths.hash(salt, 2);
    float hue = Maths.hash(salt, 3);
    for (int i = 0; i < LEAVES; i++) {
      float turn = Maths.hash(salt + i, 4) * 6.283f;
      float far = Maths.sqrt(Maths.hash(salt + i, 5)) * spread;
      float px = x + far * 1.25f * Maths.cos(turn);
      float py = y + far * Maths.sin(turn);
      float tilt = Maths.hash(salt + i, 6) * 6.283f;
      float size = trunk.high * (0.0035f + 0.0045f * Maths.hash(salt + i, 7));
      float up = 0.25f * (y - py) / spread;
      var ink =
          new Smudge.Ink(
              Maths.clamp(light + up + 0.35f * (Maths.hash(salt + i, 8) - 0.5f)),
              Maths.clamp(hue + 0.5f * (Maths.hash(salt + i, 9) - 0.5f) + 0.12f));
      trunk.stroke(
          new Smudge.Knot(px, py, size),
          new Smudge.Knot(
              px + size * 1.6f * Maths.cos(tilt), py + size * Maths.sin(tilt), size / 3),
          ink);
    }
  }
}
