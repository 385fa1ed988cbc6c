package runflow.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/**
 * Reads {@code q} by recursive descent. Two ways to write a comparison, which mix:
 *
 * <pre>
 * query = and { "OR" and } ;
 * and   = not { "AND" not } ;
 * not   = "NOT" not | "(" query ")" | term ;
 * term  = field ( ":" | "=" | "!=" | ">" | ">=" | "&lt;" | "&lt;=" ) value
 *       | field "." ( "EQ" | "NE" | "GT" | "GTE" | "LT" | "LTE" ) ":" value
 *       | field "." "IN" ":" "(" value { "," value } ")" ;
 * value = word | "'" text "'" | '"' text '"' ;
 * </pre>
 *
 * <p>Words for operators are read in either case. Length, number of values and depth are bounded.
 */
final class Query {
  static final int LONGEST = 2_000;
  static final int MOST_VALUES = 50;
  static final int DEEPEST = 10;

  private final Scan scan;
  private final Names names;
  private int values;
  private int depth;

  private Query(String text, Names names) {
    this.scan = new Scan(text);
    this.names = names;
  }

  /**
   * Reads a query; empty if it is blank.
   *
   * @throws ApiException {@code BAD_REQUEST} that names the column and what was expected there
   */
  static Optional<Filter> parse(String text, Names names) {
    if (text.length() > LONGEST) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`q` may have %,d characters, but has %,d; ask for less at once"
              .formatted(LONGEST, text.length()));
    }
    if (text.isBlank()) {
      return Optional.empty();
    }
    var query = new Query(text, names);
    Filter filter = query.or();
    if (!query.scan.atEnd()) {
      throw query.scan.expected(
          query.scan.looksAt(')') ? "no `)` without a `(` before it" : "`AND`, `OR` or the end");
    }
    return Optional.of(filter);
  }

  private Filter or() {
    List<Filter> any = new ArrayList<>();
    any.add(and());
    while (scan.word("OR")) {
      any.add(and());
    }
    return any.size() == 1 ? any.getFirst() : Choices.merged(any);
  }

  private Filter and() {
    List<Filter> all = new ArrayList<>();
    all.add(not());
    while (scan.word("AND")) {
      all.add(not());
    }
    return all.size() == 1 ? all.getFirst() : new Filter.And(List.copyOf(all));
  }

  private Filter not() {
    int start = scan.column();
    if (++depth > DEEPEST + 1) {
      throw scan.refuse(start, "`NOT` and brackets may be %d deep".formatted(DEEPEST));
    }
    try {
      if (scan.word("NOT")) {
        return new Filter.Not(not());
      }
      if (!scan.take('(')) {
        return term();
      }
      Filter inner = or();
      if (!scan.take(')')) {
        throw scan.expected("`AND`, `OR` or the `)` for column " + start);
      }
      return inner;
    } finally {
      depth--;
    }
  }

  private Filter term() {
    int start = scan.column();
    String name = scan.name();
    if (name.isEmpty()) {
      throw scan.expected("a field name, `NOT` or `(`");
    }
    Field field = names.filterable(name, problem -> scan.refuse(start, problem));
    if (!scan.looksAt('.')) {
      return comparison(field, symbol());
    }
    scan.skip();
    String word = scan.operator();
    if (word.equalsIgnoreCase("IN")) {
      colon();
      return in(field);
    }
    return comparison(field, named(word));
  }

  /** An operator, and whether it is meant the other way round. */
  private record Meant(Filter.Op op, boolean negated, int column) {}

  private Meant symbol() {
    int column = scan.column();
    return switch (scan.symbol()) {
      case ":", "=" -> new Meant(Filter.Op.EQ, false, column);
      case "!=" -> new Meant(Filter.Op.EQ, true, column);
      case ">" -> new Meant(Filter.Op.GT, false, column);
      case ">=" -> new Meant(Filter.Op.GTE, false, column);
      case "<" -> new Meant(Filter.Op.LT, false, column);
      case "<=" -> new Meant(Filter.Op.LTE, false, column);
      default -> throw scan.expected("one of : = != > >= < <= or `.EQ:` and the like");
    };
  }

  private Meant named(String word) {
    int column = scan.column() - word.length();
    Meant meant =
        switch (word.toUpperCase(Locale.ROOT)) {
          case "EQ" -> new Meant(Filter.Op.EQ, false, column);
          case "NE" -> new Meant(Filter.Op.EQ, true, column);
          case "GT" -> new Meant(Filter.Op.GT, false, column);
          case "GTE" -> new Meant(Filter.Op.GTE, false, column);
          case "LT" -> new Meant(Filter.Op.LT, false, column);
          case "LTE" -> new Meant(Filter.Op.LTE, false, column);
          default ->
              throw scan.refuse(
                  column, "expected one of EQ, NE, GT, GTE, LT, LTE, IN after the `.`");
        };
    colon();
    return meant;
  }

  private void colon() {
    if (!scan.take(':')) {
      throw scan.expected("a `:`");
    }
  }

  private Filter comparison(Field field, Meant meant) {
    if (meant.op() != Filter.Op.EQ && !field.ordered()) {
      throw scan.refuse(
          meant.column(),
          "`%s` has no order; compare it with : or !=, it is %s"
              .formatted(field.name(), field.expected()));
    }
    scan.blanks();
    boolean missing = meant.op() == Filter.Op.EQ && scan.word("null");
    Filter positive =
        missing ? missing(field) : new Filter.Compare(field, meant.op(), value(field));
    return meant.negated() ? new Filter.Not(positive) : positive;
  }

  private Filter missing(Field field) {
    count();
    return new Filter.Missing(field);
  }

  private Filter in(Field field) {
    if (!scan.take('(')) {
      throw scan.expected("a `(` with values like `('a', 'b')`");
    }
    List<Object> among = new ArrayList<>();
    do {
      among.add(value(field));
    } while (scan.take(','));
    if (!scan.take(')')) {
      throw scan.expected("a `,` or a `)`");
    }
    return new Filter.In(field, List.copyOf(among));
  }

  private Object value(Field field) {
    int column = scan.blanks();
    count();
    String text = scan.value(field.expected());
    return field
        .parse(text)
        .orElseThrow(
            () ->
                scan.refuse(
                    column,
                    "`%s` must be %s, but was `%s`"
                        .formatted(field.name(), field.expected(), Scan.shown(text))));
  }

  private void count() {
    if (++values > MOST_VALUES) {
      throw scan.refuse(scan.column(), "there may be %d values".formatted(MOST_VALUES));
    }
  }
}
