package runflow.engine.scene;

/** The time of the year, as plants show it. */
public enum Season {
  SPRING,
  SUMMER,
  AUTUMN,
  WINTER
}
