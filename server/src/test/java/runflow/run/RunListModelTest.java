package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.db.Db;
import runflow.list.ListRequest;
import runflow.list.Page;
import runflow.list.Row;
import runflow.list.Select;
import runflow.testing.SharedPostgres;

/**
 * Random filters on random rows: what the pages hold together is what a model in Java says, each
 * once and in order, forward and backward, while other rows are inserted.
 */
class RunListModelTest {
  private static final int ROWS = 300;
  private static final int WALKS = 60;
  private static final long SEED = 20261122;
  private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
  private static final UUID ORG = new UUID(1, 1);
  private static final UUID OTHER = new UUID(1, 2);
  private static final List<String> STATES =
      List.of("queued", "dispatching", "running", "succeeded", "failed", "canceled");
  private static final List<String> MODELS = List.of("google/veo3.1", "google/veo3.1/fast");
  private static final List<String> REFS = List.of("a", "B", "it's", "null", "x y", "ü", "");

  private static Db db;

  private final Random random = new Random(SEED);
  private final List<Made> rows = new ArrayList<>();

  /** A row as the model knows it. */
  private record Made(
      UUID id,
      String state,
      String model,
      @Nullable String ref,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant completed,
      long cost) {}

  /** A filter as text, and what it means. */
  private record Meant(String text, Predicate<Made> holds) {}

  @BeforeAll
  static void open() {
    db = Db.open(SharedPostgres.freshDatabase(), 2);
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @Test
  void pagesHoldWhatTheFilterSays() {
    for (int i = 0; i < ROWS; i++) {
      rows.add(insert(ORG, false));
      insert(i % 2 == 0 ? OTHER : ORG, i % 2 != 0);
    }
    for (int i = 0; i < WALKS; i++) {
      Meant meant = filter(3);
      boolean ascending = random.nextBoolean();
      List<UUID> expected = expected(meant, ascending);
      String order = ascending ? "created_at:asc" : "created_at:desc,id:desc";
      String what = "%s by %s".formatted(meant.text(), order);
      assertThat(walk(meant.text(), order, false)).as(what).isEqualTo(expected);
      assertThat(walk(meant.text(), order, true)).as(what).isEqualTo(expected.reversed());
    }
  }

  private List<UUID> expected(Meant meant, boolean ascending) {
    Comparator<Made> order =
        Comparator.comparing(Made::created).thenComparing(made -> made.id().toString());
    return rows.stream()
        .filter(meant.holds())
        .sorted(ascending ? order : order.reversed())
        .map(Made::id)
        .toList();
  }

  /** Everything that the pages hold of the rows of the model, in the order of the walk. */
  private List<UUID> walk(String q, String order, boolean backwards) {
    List<UUID> seen = new ArrayList<>();
    int limit = 1 + random.nextInt(60);
    int scanned = 20 + random.nextInt(200);
    Optional<String> cursor = Optional.empty();
    do {
      Page<UUID> page = page(parameters(q, order, limit, backwards, cursor), scanned);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      seen.addAll(backwards ? page.items().reversed() : page.items());
      cursor = Optional.ofNullable(backwards ? page.prevPq() : page.nextPq());
      if (random.nextInt(4) == 0) {
        insert(ORG, false);
      }
    } while (cursor.isPresent());
    List<UUID> known = rows.stream().map(Made::id).toList();
    return seen.stream().filter(known::contains).toList();
  }

  private static Map<String, String> parameters(
      String q, String order, int limit, boolean backwards, Optional<String> cursor) {
    return Map.of(
        "q",
        q,
        "sort_by",
        order,
        "limit",
        Integer.toString(limit),
        "from_prev",
        Boolean.toString(backwards),
        "pq",
        cursor.orElse(""));
  }

  private static Page<UUID> page(Map<String, String> parameters, int scanned) {
    ListRequest request =
        ListRequest.read(RunLists.LISTING, "o", name -> Optional.ofNullable(parameters.get(name)));
    var source = new Select.Source("run", "run.*", "org_id = :org and livemode = :live", scanned);
    Select select = Select.of(request, source);
    List<Row<UUID>> found =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bind("org", ORG)
                    .bind("live", false)
                    .map((row, context) -> select.row(row, row.getObject("id", UUID.class)))
                    .list());
    return Page.of(request, found);
  }

  private Meant filter(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return comparison();
    }
    return switch (random.nextInt(3)) {
      case 0 -> {
        Meant inner = filter(depth - 1);
        yield new Meant("NOT (" + inner.text() + ")", inner.holds().negate());
      }
      case 1 -> {
        Meant left = filter(depth - 1);
        Meant right = filter(depth - 1);
        yield new Meant(
            "(%s) AND (%s)".formatted(left.text(), right.text()), left.holds().and(right.holds()));
      }
      default -> {
        Meant left = filter(depth - 1);
        Meant right = filter(depth - 1);
        yield new Meant(
            "(%s) or (%s)".formatted(left.text(), right.text()), left.holds().or(right.holds()));
      }
    };
  }

  private Meant comparison() {
    return switch (random.nextInt(9)) {
      case 0 -> {
        String state = STATES.get(random.nextInt(6));
        yield new Meant("status_code:" + state, made -> made.state().equals(state));
      }
      case 1 -> {
        List<String> some = STATES.subList(random.nextInt(3), 4 + random.nextInt(3));
        yield new Meant(
            "status_code.IN:(" + String.join(",", some) + ")", made -> some.contains(made.state()));
      }
      case 2 -> {
        boolean ended = random.nextBoolean();
        yield new Meant("terminal:" + ended, made -> (made.completed() != null) == ended);
      }
      case 3 -> {
        String model = MODELS.get(random.nextInt(2));
        yield new Meant("model=" + model, made -> made.model().equals(model));
      }
      case 4 -> reference();
      case 5 -> time("created_at", Made::created);
      case 6 -> time("started_at", Made::started);
      case 7 -> {
        long cost = random.nextInt(5) * 500_000L;
        yield new Meant(
            "cost>=%d.%06d".formatted(cost / 1_000_000, cost % 1_000_000),
            made -> made.cost() >= cost);
      }
      default -> {
        UUID id = rows.get(random.nextInt(ROWS)).id();
        yield new Meant("id:" + id, made -> made.id().equals(id));
      }
    };
  }

  private Meant reference() {
    String ref = REFS.get(random.nextInt(REFS.size()));
    String quoted = "'" + ref.replace("'", "''") + "'";
    return switch (random.nextInt(5)) {
      case 0 -> new Meant("client_ref.EQ:" + quoted, made -> ref.equals(made.ref()));
      case 1 -> new Meant("client_ref!=" + quoted, made -> !ref.equals(made.ref()));
      case 2 -> new Meant("client_ref:null", made -> made.ref() == null);
      case 3 -> new Meant("client_ref.NE:null", made -> made.ref() != null);
      default ->
          new Meant(
              "client_ref>" + quoted, made -> made.ref() != null && made.ref().compareTo(ref) > 0);
    };
  }

  /** A moment of a row. */
  private interface Moment {
    @Nullable Instant of(Made made);
  }

  private Meant time(String field, Moment moment) {
    Instant at = START.plusMillis(random.nextInt(50) * 10L);
    return switch (random.nextInt(4)) {
      case 0 -> meant(field + ">" + at, moment, value -> value.isAfter(at));
      case 1 -> meant(field + ".LTE:'" + at + "'", moment, value -> !value.isAfter(at));
      case 2 -> meant(field + "<" + at, moment, value -> value.isBefore(at));
      default -> meant(field + ":" + at, moment, value -> value.equals(at));
    };
  }

  private static Meant meant(String text, Moment moment, Predicate<Instant> holds) {
    return new Meant(
        text,
        made -> {
          Instant value = moment.of(made);
          return value != null && holds.test(value);
        });
  }

  private Made insert(UUID org, boolean live) {
    String state = STATES.get(random.nextInt(6));
    boolean open = STATES.indexOf(state) < 3;
    Instant created = START.plusMillis(random.nextInt(50) * 10L);
    Instant completed = open ? null : created.plusMillis(5);
    long cost = random.nextInt(5) * 500_000L;
    Made made =
        new Made(
            new UUID(random.nextLong(), random.nextLong()),
            state,
            MODELS.get(random.nextInt(2)),
            random.nextBoolean() ? null : REFS.get(random.nextInt(REFS.size())),
            created,
            random.nextBoolean() ? null : created.plusMillis(random.nextInt(3) * 10L),
            completed,
            cost);
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    insert into run (id, org_id, key_id, livemode, model, model_version, provider,
                      route, lane, admitted, state, input, client_ref, request_id, source, price,
                      cost_breakdown, billed, created_at, started_at, completed_at, deadline_at)
                    values (:id, :org, :org, :live, :model, '1', 'p', 'r', 'l', :admitted, :state,
                      '{}', :ref, 'r', 'api', :price, '{}', :billed, :created, :started,
                      :completed, :created)
                    """)
                .bind("id", made.id())
                .bind("org", org)
                .bind("live", live)
                .bind("model", made.model())
                .bind("admitted", random.nextBoolean())
                .bind("state", state)
                .bind("ref", made.ref())
                .bind("price", open ? cost : 7)
                .bind("billed", open ? null : (Object) cost)
                .bind("created", time(created))
                .bind("started", time(made.started()))
                .bind("completed", time(completed))
                .execute());
    return made;
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
