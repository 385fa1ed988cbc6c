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
  THUNDER,
  FIRE,
  STREAM,
  CROWD,
  ENGINE,
  TRAIN,
  PIANO,
  DRUM,
  HEART,
  /** On stone, as {@link #STEPS}; the others name their ground. */
  STEPS_WOOD,
  STEPS_GRAVEL,
  STEPS_SNOW,
  STEPS_SAND,
  STEPS_GRASS
}
