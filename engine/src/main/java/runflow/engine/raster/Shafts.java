package runflow.engine.raster;

/** The coloured beams that a rose window throws through the air of a nave. Not thread-safe. */
final class Shafts implements Paint {
  private static final int LOOKS = 40;

  /** Metres from one look along a ray to the next; the first is within the first metres of it. */
  private static final float STEP = (Nave.END - 1) / LOOKS;

  /** A little more of the rose window than the soft rim of its beam lets through. */
  private static final float RIM = 1.12f * Nave.ROSE_R;

  private final Lens lens;
  private final Noise noise;
  private final NaveLight light;
  private final float[] glass = new float[3];

  /** Where a ray enters the beam, and where it leaves it. */
  private float enter;

  private float leave;

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
    cross(dx, dy);
    int last = Math.min(LOOKS - 1, (int) ((leave - 1) / STEP) + 1);
    for (int i = Math.max(0, (int) ((enter - 1) / STEP) - 1); i <= last; i++) {
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

  /** Finds where a ray is in the beam. */
  private void cross(float dx, float dy) {
    enter = 1;
    leave = Nave.END;
    within(-NaveLight.SLANT * Nave.END, dx + NaveLight.SLANT);
    within(Nave.EYE + NaveLight.FALL * Nave.END - Nave.ROSE_Y, dy - NaveLight.FALL);
  }

  /** Leaves of the way only where {@code from + z * slope} is not beyond the rim. */
  private void within(float from, float slope) {
    float one = (-RIM - from) / slope;
    float other = (RIM - from) / slope;
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
}
