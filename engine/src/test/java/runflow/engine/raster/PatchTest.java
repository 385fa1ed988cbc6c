package runflow.engine.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import runflow.engine.raster.Polygons.Corner;

/** A patch is drawn as one polygon only where that cannot be told from two triangles. */
class PatchTest {
  private static final Corner A = corner(0, 0, 100);
  private static final Corner B = corner(20, 2, 120);
  private static final Corner C = corner(22, 18, 150);

  @Test
  void whatChangesEvenlyIsOnePolygonWhicheverWayItTurns() {
    Patch patch = new Patch(A, B, C, corner(2, 16, 130));
    assertThat(patch.even()).isTrue();
    assertThat(patch.turned().even()).isTrue();
    assertThat(patch.area()).isPositive().isEqualTo(-patch.turned().area());
  }

  @Test
  void whatIsTwistedInColourOrInNearnessIsNot() {
    assertThat(new Patch(A, B, C, corner(2, 16, 138)).even()).isFalse();
    assertThat(new Patch(A, B, C, new Corner(2, 16, 9, 130, 0, 0)).even()).isFalse();
  }

  @Test
  void whatIsNotConvexIsNot() {
    assertThat(new Patch(A, B, C, corner(14, 6, 130)).even()).isFalse();
    assertThat(new Patch(A, C, B, corner(2, 16, 130)).even()).isFalse();
    assertThat(new Patch(A, B, A, B).even()).isFalse();
  }

  @Test
  void itsPlaneIsEquallyFarFromAllCorners() {
    Polygons polygons = new Polygons();
    polygons.clear(0, 0);
    Patch patch = new Patch(A, B, C, corner(2, 16, 134));
    polygons.add(patch);
    float[] off = new float[4];
    Corner[] corners = {patch.a(), patch.b(), patch.c(), patch.d()};
    for (int k = 0; k < 4; k++) {
      float luma = polygons.at(1, 0, polygons.column(1, k), polygons.row(1, k));
      off[k] = luma - corners[k].luma();
    }
    assertThat(off[0]).isCloseTo(1, within(0.01f));
    assertThat(off).containsExactly(new float[] {off[0], -off[0], off[0], -off[0]}, within(0.01f));
  }

  private static Corner corner(float x, float y, float luma) {
    return new Corner(x, y, 0, luma, 0, 0);
  }
}
