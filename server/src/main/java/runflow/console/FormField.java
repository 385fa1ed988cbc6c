package runflow.console;

import java.util.List;

/**
 * One input of the playground's form.
 *
 * @param name as the model's schema has it
 * @param main whether it is always in sight; the others are folded away
 * @param value text that is in it; {@code true} or {@code false} of a switch
 * @param shape what may be typed
 * @param error what is wrong with the value; empty if nothing is
 */
public record FormField(
    String name,
    String label,
    String hint,
    Kind kind,
    boolean required,
    boolean main,
    String value,
    Shape shape,
    String error) {

  /** How a value is entered. */
  public enum Kind {
    /** Text of several lines. */
    LINES,
    /** Text of one line. */
    LINE,
    /** On or off. */
    SWITCH,
    /** One of a few values. */
    CHOICE,
    /** A number. */
    NUMBER,
    /** A picture, by upload or by URL. */
    PICTURE,
    /** Anything else, as JSON. */
    JSON
  }

  /**
   * What may be typed.
   *
   * @param choices the values to choose from; empty if any may be typed
   * @param example something to type
   * @param smallest empty if there is no bound
   * @param largest empty if there is no bound
   * @param step of a number: {@code 1} or {@code any}
   */
  public record Shape(
      List<String> choices, String example, String smallest, String largest, String step) {
    public Shape {
      choices = List.copyOf(choices);
    }
  }

  /** What the field is called in the form. */
  public String key() {
    return FormInput.INPUT + name;
  }

  boolean folded() {
    return !main;
  }

  /** Whether its label says enough to everybody who can see it. */
  public boolean plain() {
    return main
        && switch (kind) {
          case LINES, SWITCH, CHOICE -> true;
          case LINE, NUMBER, PICTURE, JSON -> false;
        };
  }

  /** Whether the choice is narrow enough to show all of it side by side. */
  public boolean segmented() {
    return shape.choices().size() <= 8
        && shape.choices().stream().mapToInt(String::length).sum() <= 48;
  }
}
