package runflow.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

class QueryTest {
  private static final Field STATE = Field.choice("status_code", List.of("queued", "failed"));
  private static final Field REF = Field.text("client_ref");
  private static final Field CREATED = Field.time("created_at");
  private static final Field COST = Field.money("cost");
  private static final Field LIVE = Field.flag("livemode");
  private static final Field SIZE = Field.integer("size");
  private static final Field ID = Field.uuid("id");
  private static final Names NAMES = new Names(List.of(STATE, REF, CREATED, COST, LIVE, SIZE, ID));

  private static final int MUTANTS = 20_000;
  private static final List<String> GOOD =
      List.of(
          "status_code:failed AND created_at>2026-04-01",
          "client_ref.EQ:'a''b\\'c' or not (cost>=1.50 and livemode:true)",
          "status_code.IN:(queued, 'failed') AND size != 3 AND client_ref:null",
          "id:01890000-0000-7000-8000-000000000000 OR created_at<=2026-04-01T10:00:00.5+02:00");

  @Test
  void bothGrammarsMeanTheSame() {
    assertThat(parse("client_ref:x")).isEqualTo(equal(REF, "x"));
    assertThat(parse("client_ref.EQ:'x'")).isEqualTo(equal(REF, "x"));
    assertThat(parse("client_ref.eq:'x'")).isEqualTo(equal(REF, "x"));
    assertThat(parse(" client_ref = \"x\" ")).isEqualTo(equal(REF, "x"));
    assertThat(parse("client_ref != x")).isEqualTo(new Filter.Not(equal(REF, "x")));
    assertThat(parse("client_ref.NE:x")).isEqualTo(new Filter.Not(equal(REF, "x")));
    assertThat(parse("size.gte:3")).isEqualTo(parse("size>=3"));
    assertThat(parse("cost.LT:1.5")).isEqualTo(new Filter.Compare(COST, Filter.Op.LT, 1_500_000L));
    assertThat(parse("status_code.IN:(queued,'failed')"))
        .isEqualTo(parse("status_code:queued OR status_code:failed"))
        .isEqualTo(new Filter.In(STATE, List.of("queued", "failed")));
  }

  @Test
  void notBindsBeforeAndBeforeOr() {
    assertThat(parse("size:1 or not size:2 and size:3"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    equal(SIZE, 1L),
                    new Filter.And(List.of(new Filter.Not(equal(SIZE, 2L)), equal(SIZE, 3L))))));
    assertThat(parse("(size:1 OR livemode:true) AND NOT(size:3)"))
        .isEqualTo(
            new Filter.And(
                List.of(
                    new Filter.Or(List.of(equal(SIZE, 1L), equal(LIVE, true))),
                    new Filter.Not(equal(SIZE, 3L)))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "client_ref:'it''s', it's",
        "client_ref:'it\\'s', it's",
        "client_ref:\"it's\", it's",
        "client_ref:'a\\b', a\\b",
        "client_ref:'a\\\\b', a\\b",
        "client_ref:'AND (', AND (",
        "client_ref:google/veo3.1:x, google/veo3.1:x",
        "client_ref:'null', null",
        "client_ref:nullable, nullable",
        "client_ref:'', ``",
      })
  void textsAreQuotedOrNot(String query, String value) {
    assertThat(parse(query)).isEqualTo(equal(REF, value));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-01, 2026-04-01T00:00:00Z",
    "2026-04-01T10:00:00Z, 2026-04-01T10:00:00Z",
    "2026-04-01T10:00:00+02:00, 2026-04-01T08:00:00Z",
    "2026-04-01T10:00, 2026-04-01T10:00:00Z",
    "2026-04-01T10:00:00.123456+00:00, 2026-04-01T10:00:00.123Z",
  })
  void timesAreReadInUtc(String text, Instant at) {
    assertThat(parse("created_at>" + text))
        .isEqualTo(new Filter.Compare(CREATED, Filter.Op.GT, at));
  }

  @Test
  void nullIsNoValue() {
    assertThat(parse("client_ref:null")).isEqualTo(new Filter.Missing(REF));
    assertThat(parse("client_ref!=null")).isEqualTo(new Filter.Not(new Filter.Missing(REF)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status_cod:failed | column 1: there is no field `status_cod` to filter by; there are status_code,",
        "size:1 AND | column 11: expected a field name, `NOT` or `(`, but found the end",
        "size:1 size:2 | column 8: expected `AND`, `OR` or the end, but found `size:2`",
        "(size:1 | column 8: expected `AND`, `OR` or the `)` for column 1",
        "size:1) | column 7: expected no `)`",
        "size 1 | column 6: expected one of : = != > >= < <=",
        "size: | column 6: expected a value: a whole number, but found the end",
        "size:x | column 6: `size` must be a whole number, but was `x`",
        "status_code:done | column 13: `status_code` must be one of queued, failed, but was `done`",
        "status_code>queued | column 12: `status_code` has no order",
        "livemode.GT:true | column 10: `livemode` has no order",
        "created_at>yesterday | column 12: `created_at` must be a date like",
        "created_at>2026-02-30 | column 12: `created_at` must be a date",
        "id:7 | column 4: `id` must be a UUID",
        "cost:1e9 | column 6: `cost` must be an amount",
        "client_ref.LIKE:'x' | column 12: expected one of EQ, NE, GT, GTE, LT, LTE, IN",
        "client_ref.EQ'x' | column 14: expected a `:`",
        "client_ref:'x | column 14: expected the closing ' for column 12",
        "client_ref.IN:x | column 15: expected a `(`",
        "client_ref.IN:(a b) | column 18: expected a `,` or a `)`",
        "client_ref>null AND | column 20: expected a field name",
      })
  void aMistakeIsNamedWithItsColumn(String query, String problem) {
    assertThatThrownBy(() -> parse(query))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith("`q`, " + problem);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 400})
  void depthIsBounded(int depth) {
    for (String opening : List.of("(", "NOT ", "NOT(")) {
      String closing = opening.endsWith("(") ? ")" : "";
      int times = opening.equals("NOT(") ? depth / 2 : depth;
      String query = opening.repeat(times) + "size:1" + closing.repeat(times);
      int levels = opening.equals("NOT(") ? times * 2 : times;
      if (levels <= 10) {
        assertThat(parse(query)).isNotNull();
      } else {
        assertThatThrownBy(() -> parse(query)).hasMessageContaining("may be 10 deep");
      }
    }
  }

  @Test
  void lengthAndNumberOfValuesAreBounded() {
    String fifty = "size:1" + " OR size:1".repeat(49);
    assertThat(parse(fifty)).isNotNull();
    assertThatThrownBy(() -> parse(fifty + " OR size:1")).hasMessageContaining("50 values");
    assertThatThrownBy(() -> parse("size.IN:(1" + ",1".repeat(50) + ")"))
        .hasMessageContaining("50 values");
    assertThatThrownBy(() -> parse("client_ref:" + "x".repeat(1_990)))
        .hasMessageContaining("2,000 characters, but has 2,001");
    assertThat(Query.parse("  ", NAMES)).isEmpty();
  }

  /** Whatever is done to a query, it is read or refused with a message of bounded length. */
  @Test
  void mutantsAreReadOrRefused() {
    var random = new Random(20261122);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String query = mutant(random);
      try {
        Query.parse(query, NAMES);
      } catch (ApiException e) {
        refused++;
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(e).as(query).message().startsWith("`q`").hasSizeLessThan(400);
      }
    }
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS - MUTANTS / 20);
  }

  private static String mutant(Random random) {
    var query = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
    for (int n = random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(query.length() + 1);
      int end = Math.min(query.length(), at + random.nextInt(6));
      String other = GOOD.get(random.nextInt(GOOD.size()));
      int from = random.nextInt(other.length());
      switch (random.nextInt(3)) {
        case 0 -> query.delete(at, end);
        case 1 -> query.insert(at, (char) (32 + random.nextInt(96)));
        default ->
            query.replace(
                at,
                end,
                other.substring(from, Math.min(other.length(), from + random.nextInt(20))));
      }
    }
    return query.toString();
  }

  private static Filter parse(String query) {
    return Query.parse(query, NAMES).orElseThrow();
  }

  private static Filter equal(Field field, Object value) {
    return new Filter.Compare(field, Filter.Op.EQ, value);
  }
}
