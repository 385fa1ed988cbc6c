package runflow.engine.raster;

/** The coloured beams that a rose window throws through the air of a nave. Not thread-safe. */
final class Shafts implements Paint {
  private static final int LOOKS = 40;

  private final Lens lens;
  private final Noise noise;
  private final NaveLight light;
  private final float[] glass = new float[3];

  Shafts(Lens lens, Noise noise, NaveLight light) {
    this.lens = lens;
    this.noise = noise;
    this.light = light;
  }

  @Override
  public void at(float x, float y, float[] rgb) {
    float dx = (x - lens.width() / 2f) / lens.focal();
    float dy = (lens.horizon() - y) / lens.focal();
    float r = 0;
    float g = 0;
    float b = 0;
    float start = Maths.hash(Maths.floor(x) * 31 + Maths.floor(y), 3);
    for (int i = 0; i < LOOKS; i++) {
      float z = 1 + (Nave.END - 1) * (i + start) / LOOKS;
      float py = Nave.EYE + dy * z;
      float px = dx * z;
      if (py > 0 && Math.abs(px) < 6) {
        light.through(px, py, z, glass);
        if (glass[0] > 0 || glass[1] > 0 || glass[2] > 0) {
          float dust = 0.55f + 0.9f * noise.at(px * 0.5f + z * 0.21f + 60, py * 0.5f + 20);
          r += glass[0] * dust;
          g += glass[1] * dust;
          b += glass[2] * dust;
        }
      }
    }
    float k = 2.1f * light.outside() / LOOKS;
    rgb[0] = Math.min(0.5f, r * k);
    rgb[1] = Math.min(0.5f, g * k);
    rgb[2] = Math.min(0.5f, b * k);
  }
}
