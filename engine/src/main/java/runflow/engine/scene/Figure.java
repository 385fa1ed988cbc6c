package runflow.engine.scene;

/** Who or what stands or moves in a scene. */
public enum Figure {
  ASTRONAUT,
  WALKER,
  HORSE,
  CAMEL,
  DEER,
  /** A wolf, a dog, a fox or a cat. */
  WOLF,
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
