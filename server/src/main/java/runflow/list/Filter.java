package runflow.list;

import java.util.List;

/**
 * What {@code q} means. A comparison with a field that has no value is false, and its negation is
 * true.
 */
sealed interface Filter {
  /** All of them hold. */
  record And(List<Filter> all) implements Filter {}

  /** At least one holds. */
  record Or(List<Filter> any) implements Filter {}

  record Not(Filter inner) implements Filter {}

  record Compare(Field field, Op op, Object value) implements Filter {}

  /** The value is one of these. */
  record In(Field field, List<Object> values) implements Filter {}

  /** There is no value. */
  record Missing(Field field) implements Filter {}

  /** How values compare. */
  enum Op {
    EQ("="),
    GT(">"),
    GTE(">="),
    LT("<"),
    LTE("<=");

    private final String sql;

    Op(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    /** Whether it holds for two values that compare like this, as a comparator says it. */
    boolean holds(int compared) {
      return switch (this) {
        case EQ -> compared == 0;
        case GT -> compared > 0;
        case GTE -> compared >= 0;
        case LT -> compared < 0;
        case LTE -> compared <= 0;
      };
    }
  }
}
