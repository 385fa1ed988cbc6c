package runflow.engine.scene;

/** Who or what stands or moves in a scene. */
public enum Figure {
  ASTRONAUT,
  WALKER,
  HORSE,
  CAMEL,
  DEER,
  /** A wolf, or a beast of prey that nothing else here is like. */
  WOLF,
  DOG,
  FOX,
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
