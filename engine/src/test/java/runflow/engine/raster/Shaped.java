package runflow.engine.raster;

/** Ground of a given shape. */
record Shaped(Height shape) implements Ground {
  /** Height of a ground at a place. */
  interface Height {
    float at(float x, float z);
  }

  @Override
  public float height(float x, float z, float footprint) {
    return shape.at(x, z);
  }

  @Override
  public void colour(Spot spot, float[] rgb) {}

  @Override
  public float[] cuts() {
    return new float[] {0.8f, 20};
  }
}
