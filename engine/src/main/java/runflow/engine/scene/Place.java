package runflow.engine.scene;

/** Where a scene plays. */
public sealed interface Place {
  /** Natural ground; {@code water} puts a mirror of water before it. */
  record Land(Relief relief, boolean water) implements Place {}

  /** Open water up to the horizon. */
  record Sea() implements Place {}

  /** A skyline over a river. */
  record City() implements Place {}

  /** Stars, a nebula and a planet. */
  record Space(Planet planet) implements Place {}

  /** The nave of a cathedral with a rose window. */
  record Hall() implements Place {}

  /** Which planet {@link Space} shows. */
  enum Planet {
    EARTH,
    RED,
    GIANT,
    RINGED,
    ICE
  }
}
