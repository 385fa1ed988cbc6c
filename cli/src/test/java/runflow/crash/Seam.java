package runflow.crash;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A moment at which a server is killed, forced from outside. */
sealed interface Seam {
  /** How long a moment may take to come on a busy machine. */
  Duration LONGEST = Duration.ofMinutes(1);

  /** How often it kills. */
  default int kills() {
    return 1;
  }

  /** Waits for the moment, kills the server, and proves that this was the moment. */
  void strike(Site site) throws Exception;

  /**
   * A transaction is durable, and the server does not know it yet.
   *
   * @param tables that it has written to, which tells which one it is
   * @param proof counts what can be there at that moment only; may ask for the accepted runs' ids
   */
  record CommitUnheard(String name, List<String> tables, String proof) implements Seam {
    static final Seam BEFORE_THE_ANSWER =
        new CommitUnheard(
            "after commit, before the answer",
            List.of("run", "idempotency_key"),
            """
            select count(*) from run r join idempotency_key k on k.run_id = r.id
            where r.state = 'queued' and not r.id = any (?::uuid[])
            """);
    static final Seam SUBMITTED =
        new CommitUnheard(
            "submitted, not recorded",
            List.of("sandbox_render", "job_render"),
            """
            select count(*) from sandbox_render s join run r on r.id = s.run_id
            where r.state = 'dispatching'
            """);
    static final Seam FINISHED =
        new CommitUnheard(
            "finished, callback not sent",
            List.of("callback_delivery", "ledger_entry"),
            """
            select count(*) from callback_delivery
            where status = 'pending' and attempt_count = 0
            """);

    @Override
    public void strike(Site site) throws Exception {
      Sql sql = site.node().sql();
      try (var commits = HeldCommits.of(sql)) {
        commits.awaitCommitTo(tables);
        site.node().kill();
      }
      Patience.until(LONGEST, name + " is proved", () -> proved(sql, site));
    }

    private boolean proved(Sql sql, Site site) throws SQLException {
      return (proof.contains("?") ? sql.count(proof, site.load().accepted()) : sql.count(proof))
          > 0;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The receiver has the callback and its answer is still out. */
  record MidCallback() implements Seam {
    @Override
    public void strike(Site site) throws Exception {
      Receiver.Held held = site.receiver().holdNext();
      try {
        String delivery = held.await(LONGEST);
        site.node().kill();
        String open =
            "select count(*) from callback_delivery where status = 'pending' and id = ?::uuid";
        Patience.until(
            LONGEST, "the attempt is open", () -> site.node().sql().count(open, delivery) == 1);
      } finally {
        held.release();
      }
    }

    @Override
    public String toString() {
      return "mid-callback";
    }
  }

  /** The engine is drawing a video. */
  record MidRender(int number) implements Seam {
    @Override
    public void strike(Site site) throws Exception {
      String run = site.load().create(Order.rendered("rendered-" + number, site.receiver().url()));
      String drawing =
          """
          select count(*) from sandbox_render
          where run_id = ?::uuid and state = 'rendering' and progress > 0
          """;
      Patience.until(
          LONGEST, "the video is being drawn", () -> site.node().sql().count(drawing, run) == 1);
      site.node().kill();
    }

    @Override
    public String toString() {
      return "mid-render";
    }
  }

  /** Some time after the start of the process that follows a kill; it may not serve yet. */
  record WhileStarting(Duration after) implements Seam {
    @Override
    public int kills() {
      return 2;
    }

    @Override
    public void strike(Site site) throws Exception {
      site.node().kill();
      site.node().begin();
      site.node().survive(after);
      site.node().kill();
    }

    @Override
    public String toString() {
      return after.toMillis() + " ms after its start";
    }
  }

  /**
   * Amid creations.
   *
   * @param runs accepted since the start, so that a slow machine has as much to lose as a fast one
   * @param after the last of them
   * @param withDatabase as when a machine loses its power
   */
  record UnderLoad(int runs, Duration after, boolean withDatabase) implements Seam {
    @Override
    public void strike(Site site) throws Exception {
      site.load().awaitMore(runs);
      site.node().survive(after);
      if (withDatabase) {
        site.node().killWithDatabase();
      } else {
        site.node().kill();
      }
    }

    @Override
    public String toString() {
      return "%d ms after %d runs%s"
          .formatted(after.toMillis(), runs, withDatabase ? ", with its database" : "");
    }
  }

  /** A moment drawn at random. */
  static Seam draw(SplittableRandom random) {
    int runs = random.nextInt(60);
    Duration after = Duration.ofMillis(random.nextInt(100));
    return switch (random.nextInt(6)) {
      case 0, 1 -> new WhileStarting(Duration.ofMillis(random.nextInt(1500)));
      case 2 -> new UnderLoad(runs, after, true);
      default -> new UnderLoad(runs, after, false);
    };
  }
}
