package runflow.engine.scene;

/** Where a scene plays. */
public sealed interface Place {
  /** Natural ground; {@code water} puts a mirror of water before it. */
  record Land(Relief relief, boolean water) implements Place {}

  /** Open water up to the horizon. */
  record Sea(Waters waters) implements Place {}

  /** A skyline over a river. */
  record City() implements Place {}

  /** Stars, a nebula and a planet. */
  record Space(Planet planet) implements Place {}

  /** The inside of a building. */
  record Hall(Interior interior) implements Place {}

  /** Flowers seen from near. */
  record Garden() implements Place {}

  /** What the water of {@link Sea} is like, and where it is seen from. */
  enum Waters {
    OPEN,
    /** Waves taller than a boat. */
    HIGH,
    /** Sand before the water, on which somebody can walk. */
    BEACH
  }

  /** Which planet {@link Space} shows. */
  enum Planet {
    EARTH,
    RED,
    GIANT,
    RINGED,
    ICE
  }

  /** Which building {@link Hall} shows. */
  enum Interior {
    /** The nave of a cathedral with a rose window. */
    CATHEDRAL,
    /** A long hall of books. */
    LIBRARY,
    /** A smaller library with a fire at its end. */
    STUDY,
    /** A room with a window and a fire. */
    ROOM
  }
}
