package runflow.engine.raster;

import runflow.engine.scene.Rgb;

/** Deep space: coloured gas, dark lanes, and the glow of a near star. */
record Nebula(Lens lens, Noise noise, Rgb warm, Rgb cold) implements Paint {
  @Override
  public void at(float x, float y, float[] rgba) {
    float u = (x - lens.width() / 2f) / lens.focal() * 1.5f + 40;
    float v = (y - lens.height() / 2f) / lens.focal() * 1.5f + 70;
    float a = noise.fbm(u * 0.9f, v * 0.9f, 4);
    float b = noise.fbm(u * 0.9f + 5.2f, v * 0.9f + 1.3f, 4);
    float gas = noise.fbm(u + 1.9f * a, v + 1.9f * b, 7);
    float band = Maths.exp(-(v - 70 + 0.5f * (u - 40)) * (v - 70 + 0.5f * (u - 40)) * 2.2f);
    float bright = Maths.smooth(0.43f, 0.86f, gas) * (0.10f + 0.80f * band);
    float lane = Maths.smooth(0.46f, 0.62f, noise.fbm(u * 1.7f + 8 + b, v * 1.7f + a, 6));
    bright *= 1 - 0.72f * lane * band;
    float mix = Maths.smooth(0.36f, 0.62f, a);
    float core = bright * bright * 2.2f * Math.max(warm.r(), cold.b());
    rgba[0] = 0.004f + bright * Maths.mix(cold.r(), warm.r(), mix) + core * 0.35f;
    rgba[1] = 0.005f + bright * Maths.mix(cold.g(), warm.g(), mix) + core * 0.28f;
    rgba[2] = 0.012f + bright * Maths.mix(cold.b(), warm.b(), mix) + core * 0.30f;
  }
}
