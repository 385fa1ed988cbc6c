package runflow.engine.scene;

/** Who or what stands or moves in a scene. */
public enum Figure {
  ASTRONAUT,
  WALKER,
  HORSE,
  CAMEL,
  DEER,
  WOLF,
  DOG,
  FOX,
  CAT,
  /** A lion, or another big cat, as its {@link Hide} says. */
  BIG_CAT,
  BEAR,
  ELEPHANT,
  BIRDS,
  BOAT,
  WHALE,
  TREE,
  PALM,
  TRAIN,
  CAR,
  HOUSE,
  LIGHTHOUSE,
  /** A spacecraft on legs, on the ground. */
  LANDER,
  CAMPFIRE,
  BALLOON
}
