package runflow.engine.raster;

import runflow.engine.scene.Rgb;

/** The light of the sun in the lens: a veil around it, a long thin streak, and faint ghosts. */
record Flare(Lens lens, Rgb colour, float strength) implements Paint {
  @Override
  public void at(float x, float y, float[] rgb) {
    float f = lens.focal();
    float dx = (x - lens.sunX()) / f;
    float dy = (y - lens.sunY()) / f;
    float q = dx * dx + dy * dy;
    float veil = 0.11f * Maths.exp(-q * 6) + 0.20f * Maths.exp(-q * 90);
    float streak = 0.20f * Maths.exp(-dy * dy * 9000) * Maths.exp(-Math.abs(dx) * 2.6f);
    streak += 0.06f * Maths.exp(-dy * dy * 900) * Maths.exp(-Math.abs(dx) * 1.8f);
    float most = Math.max(colour.r(), Math.max(colour.g(), colour.b()));
    float warm = veil * strength;
    float cool = streak * strength;
    rgb[0] = warm * colour.r() / most + cool * 0.75f;
    rgb[1] = warm * colour.g() / most + cool * 0.8f;
    rgb[2] = warm * colour.b() / most + cool;
    ghost(x, y, 0.55f, 0.035f, rgb);
    ghost(x, y, 1.25f, 0.060f, rgb);
    ghost(x, y, 1.6f, 0.022f, rgb);
  }

  private void ghost(float x, float y, float along, float radius, float[] rgb) {
    float cx = lens.sunX() + (lens.width() / 2f - lens.sunX()) * 2 * along;
    float cy = lens.sunY() + (lens.height() / 2f - lens.sunY()) * 2 * along;
    float dx = (x - cx) / lens.focal();
    float dy = (y - cy) / lens.focal();
    float r = Maths.sqrt(dx * dx + dy * dy) / radius;
    if (r < 1) {
      float k = 0.035f * strength * Maths.smooth(1, 0.8f, r) * (0.4f + 0.6f * r);
      rgb[0] += k * (1.2f - along * 0.4f);
      rgb[1] += k;
      rgb[2] += k * (0.5f + along * 0.4f);
    }
  }
}
