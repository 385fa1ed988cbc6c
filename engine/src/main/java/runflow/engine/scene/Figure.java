package runflow.engine.scene;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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
  BALLOON;

  /** Those that go on four legs. */
  static final Set<Figure> BEASTS =
      Collections.unmodifiableSet(EnumSet.range(Figure.HORSE, Figure.ELEPHANT));
}
