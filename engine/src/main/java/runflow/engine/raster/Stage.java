package runflow.engine.raster;

import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Scene;

/** Natural ground on which figures are put, each at its distance and in its light. */
final class Stage {
  /** Metres in a unit of the ground. */
  static final float METRES = 2.35f;

  /**
   * The part of the ground between two distances.
   *
   * @param layer its number
   * @param depth at which it moves
   */
  record Slice(float near, float far, int layer, float depth) {}

  final Lens lens;
  final Terrain terrain;
  final Footing footing;
  final Backdrop backdrop;

  /** Seconds of its own that a figure lives in a second of the video. */
  final float pace;

  /** Seconds of its own that a figure lives in the whole video. */
  final float life;

  private final Palette palette;

  /**
   * A stage on a ground.
   *
   * @param nearest distance before which there is water
   */
  Stage(Scene scene, Terrain terrain, Backdrop backdrop, float nearest) {
    this.terrain = terrain;
    this.backdrop = backdrop;
    lens = backdrop.lens;
    palette = scene.palette();
    pace = scene.camera().pace().figures();
    life = backdrop.seconds() * pace;
    footing = new Footing(lens, terrain, nearest);
  }

  /** The last layer, as the ground between two distances. */
  Slice slice(float near, float far) {
    return new Slice(near, far, backdrop.layers.size() - 1, Terrain.depth(near, far));
  }

  /** Pixels for a metre at a distance. */
  float unit(float distance) {
    return unit(lens, distance);
  }

  /** Pixels for a metre at a distance, through a lens. */
  static float unit(Lens lens, float distance) {
    return lens.focal() / (METRES * distance);
  }

  /** The side of the picture that the sun leaves free: -1 left, 1 right. */
  float free() {
    return lens.sunX() > lens.width() / 2f ? -1 : 1;
  }

  /** Adds a figure that moves on the last layer, behind nearer ground. */
  void add(Puppet puppet, Actor.Track track, Slice slice, float distance) {
    add(puppet, track, standing(slice, distance), distance);
  }

  /** Adds clouds that move on the last layer, behind nearer ground. */
  void addPlume(Puppet puppet, Actor.Track track, Slice slice, float distance) {
    var role = standing(slice, distance);
    backdrop.insets.add(new Plume(puppet, track, role, lens, lamp(distance)));
  }

  private Actor.Role standing(Slice slice, float distance) {
    int on = backdrop.layers.size() - 1;
    return new Actor.Role(on, slice.depth(), pace, footing.cover(distance));
  }

  /** Adds a figure that no ground hides. */
  void addFree(Puppet puppet, Actor.Track track, Slice slice, float distance) {
    add(puppet, track, new Actor.Role(slice.layer(), slice.depth(), pace, null), distance);
  }

  private void add(Puppet puppet, Actor.Track track, Actor.Role role, float distance) {
    backdrop.insets.add(new Actor(puppet, track, role, lens, lamp(distance)));
  }

  /** Adds a figure that never moves, as a layer. */
  void bake(Sketch sketch, Easel.Stand stand, Slice slice, float distance) {
    bake(Baked.plate(sketch, stand, slice.depth(), lens, lamp(distance)));
  }

  /** The same, behind nearer ground. */
  void bakeCovered(Sketch sketch, Easel.Stand stand, Slice slice, float distance) {
    var spot = new Baked.Spot(stand, slice.depth(), footing.cover(distance), 0);
    bake(Baked.plate(sketch, spot, lens, lamp(distance)));
  }

  /** Adds a figure that stands and sways, as a layer. */
  void sway(Puppet puppet, Easel.Stand stand, Slice slice, float distance) {
    backdrop.layers.add(
        Swaying.layer(puppet, new Swaying.Role(stand, slice.depth(), pace), lens, lamp(distance)));
  }

  private void bake(Plate plate) {
    backdrop.layers.add(backdrop.layer(plate));
  }

  private Lamp lamp(float distance) {
    return new Lamp(palette, lens, backdrop.tone, distance, backdrop.lit());
  }
}
