package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.testing.BigAccount;
import runflow.testing.SeenPlans;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/**
 * How much every list route reads of an account with a million runs, all statements of a request
 * together, in buffers of 8 KiB. The numbers stand in docs/performance.md.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListPlansTest {
  /** Beyond this many rows nothing may be read from end to end. */
  private static final int BIG = 1_000;

  /** For 10,000 rows, each in a buffer of its own. */
  private static final int BOUNDED = 13_000;

  private TestServer server;
  private SeenPlans plans;
  private Set<String> big;
  private String org;

  @BeforeAll
  void fill() throws Exception {
    // Nothing works on the runs, which no provider knows.
    TestServer.Options api = TestServer.Options.standard().with("node.roles", "api");
    server = TestServer.start(api);
    org = server.get("/v1/auth/me").json().path("org_id").stringValue();
    server
        .db()
        .query(
            sql -> {
              BigAccount.fill(sql, UUID.fromString(org));
              return 0;
            });
    big =
        server
            .db()
            .query(
                sql ->
                    sql
                        .createQuery(
                            "select relname from pg_class where relkind = 'r' and reltuples > :big")
                        .bind("big", BIG)
                        .mapTo(String.class)
                        .stream()
                        .collect(Collectors.toSet()));
    // A report of a year reads all counts of its account, here nearly all there are.
    big.remove("usage_day");
    plans = SeenPlans.of(server.db());
    server.stop();
    server.startAgain(api);
  }

  @AfterAll
  void close() throws IOException {
    server.close();
  }

  /**
   * A page of 50 and what it may read at most. {@code BOUNDED} looks at rows for a filter that no
   * index answers.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/runs | 800",
        "/v1/runs?limit=500 | 1500",
        "/v1/runs?sort_by=created_at:asc | 800",
        "/v1/runs?embed=logs | 800",
        "/v1/runs?q=id:019b76da-abe8-7000-8000-000000000001 | 800",
        "/v1/runs?q=batch_id:00000000-0000-7000-a000-000000002710&limit=3 | 800",
        "/v1/runs?q=batch_id:00000000-0000-7000-a000-000000002710%20AND%20status_code:succeeded | 800",
        "/v1/runs?q=client_ref:campaign | 800",
        "/v1/runs?q=client_ref:order-500007 | 800",
        "/v1/runs?q=status_code:failed | 13000",
        "/v1/runs?q=terminal:false | 13000",
        "/v1/runs?q=created_at%3C2026-01-06 | 800",
        "/v1/runs?q=model:google/veo3.1 | 13000",
        "/v1/runs?q=model:nobody | 13000",
        "/v1/runs/019b94a8-0d00-7000-8000-00000007a120/logs | 800",
        "/v1/batches | 800",
        "/v1/batches?q=id:00000000-0000-7000-a000-000000002710 | 800",
        "/v1/batches?q=terminal:false | 13000",
        "/v1/batches?q=status_code:succeeded | 13000",
        "/v1/batches?q=status_code:failed | 13000",
        "/v1/batches?q=created_at%3C2026-01-06 | 800",
        "/v1/batches/00000000-0000-7000-a000-000000002710 | 800",
        "/v1/batches/00000000-0000-7000-a000-000000002710/items?limit=3 | 800",
        "/v1/batches/00000000-0000-7000-a000-000000002710/items?q=status_code:failed | 800",
        "/v1/assets | 800",
        "/v1/assets?limit=500 | 1500",
        "/v1/assets?q=id:00000000-0000-7000-c000-000000002710 | 800",
        "/v1/assets?q=folder_id:00000000-0000-7000-b000-000000000000 | 800",
        "/v1/assets?q=folder_id:00000000-0000-7000-b000-000000000000%20AND%20mime_type:image/png | 13000",
        "/v1/assets?q=asset_type:video | 800",
        "/v1/assets?q=name:nobody | 13000",
        "/v1/assets?q=created_at%3C2026-01-06 | 800",
        "/v1/asset-folders | 800",
        "/v1/webhooks | 800",
        "/v1/webhooks/any/deliveries | 800",
        "/v1/webhooks/any/deliveries?embed=attempts,webhook | 800",
        "/v1/webhooks/any/deliveries?q=id:00000000-0000-7000-e000-000000002710 | 800",
        "/v1/webhooks/any/deliveries?q=status_code:failed | 13000",
        "/v1/webhooks/any/deliveries?q=status_code:pending | 13000",
        "/v1/webhooks/00000000-0000-7000-d000-000000000000/deliveries | 800",
        "/v1/webhooks/00000000-0000-7000-d000-000000000000/deliveries?q=created_at%3C2026-01-06 | 800",
        "/v1/webhooks/00000000-0000-7000-d000-000000000009/deliveries | 800",
        "/v1/webhooks/any/deliveries/00000000-0000-7000-e000-000000002710/attempts | 800",
        "/v1/billing/transactions | 800",
        "/v1/billing/transactions?limit=500 | 1500",
        "/v1/billing/transactions?q=created_at%3C2026-05-01 | 800",
        "/v1/billing/transactions?q=run_id:00000000-0000-0000-0000-000000000001 | 800",
        "/v1/billing/transactions?q=id:1000000 | 800",
        "/v1/billing/transactions?q=kind:topup | 13000",
        "/v1/usage?from=2026-01-01&to=2026-12-31 | 6000",
        "/v1/usage?from=2026-05-01&to=2026-05-31&group_by=day,model,key | 6000",
        "/v1/billing/invoices/2026-05 | 800",
        "/v1/callback-secrets | 800",
        "/v1/videos?limit=100 | 800",
        "/v1/videos?after=video_019b94a8-0d00-7000-8000-00000007a120 | 800",
        "/v1/videos?order=asc | 800",
        "/v1/videos?order=asc&after=video_019b94a8-0d00-7000-8000-00000007a120 | 800",
        "/v1/admin/organisations | 800",
        "/v1/admin/organisations?pq=00000000-0000-7000-8000-000000000100 | 800",
        "/v1/admin/organisations/ORG/keys | 800",
        "/v1/admin/organisations/ORG/keys?pq=00000000-0000-7000-f000-000000000100 | 800",
        "/v1/models | 800",
      })
  void aPageReadsWhatItHolds(String of, int most) throws Exception {
    String path = of.replace("ORG", org);
    Page first = page(path, most);
    Page last = page(with(path, "from_prev=true"), most);
    String before = last.answer().path("prev_pq").asString("");
    String deep = "";
    if (!before.isEmpty()) {
      Page page = page(with(path, "from_prev=true&pq=" + before), most);
      assertThat(most == BOUNDED || !page.answer().path("items").isEmpty()).isTrue();
      deep = Long.toString(page.buffers());
    }
    System.out.printf(
        "| `%s` | %s | %d | %d | %s | %d |%n",
        of,
        first.indexes().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
        first.statements(),
        first.buffers(),
        deep,
        last.buffers());
  }

  /** An answer and what was read for it. */
  private record Page(JsonNode answer, int statements, long buffers, Set<String> indexes) {}

  private Page page(String path, int most) throws Exception {
    plans.since();
    var answer = server.send("GET", path, key(path), null, Map.of());
    assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(200);
    List<SeenPlans.Seen> seen = plans.since();
    long buffers = seen.stream().mapToLong(SeenPlans.Seen::buffers).sum();
    Set<String> scanned = named(seen, SeenPlans.Seen::scanned);
    assertThat(scanned).as("read from end to end for %s", path).doesNotContainAnyElementsOf(big);
    assertThat(buffers).as("%s: %s", path, seen).isLessThanOrEqualTo(most);
    return new Page(answer.json(), seen.size(), buffers, named(seen, SeenPlans.Seen::indexes));
  }

  private static Set<String> named(
      List<SeenPlans.Seen> seen, Function<SeenPlans.Seen, List<String>> names) {
    return seen.stream().flatMap(one -> names.apply(one).stream()).collect(Collectors.toSet());
  }

  private String key(String path) throws IOException {
    return path.startsWith("/v1/admin/") ? server.serviceKey() : server.testKey();
  }

  private static String with(String path, String parameter) {
    return path + (path.contains("?") ? "&" : "?") + parameter;
  }
}
