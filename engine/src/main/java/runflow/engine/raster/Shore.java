package runflow.engine.raster;

/** Ground that slopes down to water before it. */
final class Shore implements Ground {
  private final Ground land;
  private final float away;
  private final float floor;

  /**
   * A shore.
   *
   * @param away distance at which the water begins
   * @param floor height of the water
   */
  Shore(Ground land, float away, float floor) {
    this.land = land;
    this.away = away;
    this.floor = floor;
  }

  @Override
  public float height(float x, float z, float footprint) {
    float h = land.height(x, z, footprint);
    float k = Maths.smooth(away * 0.95f, away * 2.6f, z);
    return floor + 0.012f + (h - floor - 0.012f) * k;
  }

  @Override
  public float patch(float x, float z, float footprint) {
    return land.patch(x, z, footprint);
  }

  @Override
  public void colour(Spot spot, float[] rgb) {
    land.colour(spot, rgb);
    float wet = 1 - 0.55f * Maths.smooth(floor + 0.22f, floor, spot.y);
    rgb[0] *= wet;
    rgb[1] *= wet;
    rgb[2] *= wet;
  }

  @Override
  public float smooth(float distance) {
    return land.smooth(distance);
  }

  @Override
  public float[] cuts() {
    return land.cuts();
  }
}
