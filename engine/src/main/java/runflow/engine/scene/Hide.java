package runflow.engine.scene;

/** What the coat of a big cat or a bear is like, if it is not plain and brown. */
public enum Hide {
  /** A lion's. */
  MANE,
  /** A tiger's. */
  STRIPES,
  /** A leopard's. */
  SPOTS,
  /** A panther's. */
  DARK,
  /** A polar bear's. */
  SNOWY
}
