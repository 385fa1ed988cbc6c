package runflow.engine.raster;

import java.util.List;
import runflow.engine.raster.figure.Part;
import runflow.engine.raster.figure.Skin;

/** The smallest upright rectangle around some points. */
final class Box {
  float left = Float.MAX_VALUE;
  float top = Float.MAX_VALUE;
  float right = -Float.MAX_VALUE;
  float bottom = -Float.MAX_VALUE;

  void add(float x, float y, float reach) {
    left = Math.min(left, x - reach);
    right = Math.max(right, x + reach);
    top = Math.min(top, y - reach);
    bottom = Math.max(bottom, y + reach);
  }

  /** A box around parts of a figure. */
  static Box of(List<Part> parts, Easel.Stand stand) {
    Box box = new Box();
    for (Part part : parts) {
      box.add(part, stand);
    }
    return box;
  }

  private void add(Part part, Easel.Stand stand) {
    float unit = stand.unit();
    switch (part) {
      case Part.Limb(float x0, float y0, float r0, float x1, float y1, float r1, Skin _) -> {
        add(stand.column(x0), stand.row(y0), r0 * unit);
        add(stand.column(x1), stand.row(y1), r1 * unit);
      }
      case Part.Panel panel -> {
        for (int i = 0; i < panel.outline().length; i += 2) {
          add(stand.column(panel.outline()[i]), stand.row(panel.outline()[i + 1]), 0);
        }
      }
      case Part.Puff(float x, float y, float rx, float ry, float _, Skin _) ->
          add(stand.column(x), stand.row(y), Math.max(rx, ry) * unit);
      case Part.Shade(float x, float y, float rx, float _, float _) ->
          add(stand.column(x), stand.row(y), rx * unit);
      case Part.Form(float[] all, float _, Skin _, Skin _) -> {
        for (int i = 0; i < all.length; i += Part.Form.SECTION) {
          add(stand.column(all[i]), stand.row(all[i + 1]), all[i + 2] * unit);
        }
      }
      case Part.Blades thin -> {
        float[] all = thin.blades();
        for (int i = 0; i < all.length; i += Part.Blades.END) {
          add(stand.column(all[i]), stand.row(all[i + 1]), all[i + 2] * unit);
        }
      }
      case Part.Copies copies -> {
        for (float across : copies.across()) {
          Box one = of(copies.parts(), stand.moved(across));
          add(one.left, one.top, 0);
          add(one.right, one.bottom, 0);
        }
      }
    }
  }
}
