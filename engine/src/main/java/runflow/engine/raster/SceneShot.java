package runflow.engine.raster;

import runflow.engine.scene.Place;
import runflow.engine.scene.Scene;

/** Builds the shot of a scene: every plate it needs, once. */
public final class SceneShot {
  private SceneShot() {}

  /**
   * Makes a scene ready to be drawn.
   *
   * @throws InterruptedException if the thread was interrupted while plates were built
   */
  public static Shot of(Scene scene, long seed, Size size) throws InterruptedException {
    Lens lens = Lens.of(size.width(), size.height(), scene.palette(), seed);
    return switch (scene.place()) {
      case Place.Land land -> new LandSet(scene, lens, seed, size).land(land);
      case Place.Sea _ -> new LandSet(scene, lens, seed, size).sea();
      case Place.City _ -> new CitySet(scene, lens, seed, size).shot();
      case Place.Space space -> SpaceSet.shot(scene, space.planet(), seed, size);
      case Place.Garden _ -> new GardenSet(scene, lens, seed, size).shot();
      case Place.Hall hall ->
          hall.interior() == Place.Interior.CATHEDRAL
              ? HallSet.shot(scene, seed, size)
              : new RoomSet(scene, seed, size).shot();
    };
  }
}
