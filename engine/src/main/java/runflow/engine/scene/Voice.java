package runflow.engine.scene;

/** One part of a scene's sound. */
public enum Voice {
  WIND,
  RAIN,
  SURF,
  BIRDS,
  CRICKETS,
  CITY,
  ORGAN,
  BELLS,
  DRONE,
  PAD,
  STEPS,
  RADIO,
  THUNDER
}
