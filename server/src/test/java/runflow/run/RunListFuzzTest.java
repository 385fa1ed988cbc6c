package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

/** Whatever is sent as a query parameter of a list, the answer is a page or a refusal. */
class RunListFuzzTest {
  private static final int REQUESTS = 500;
  private static final long SEED = 20261122;
  private static final String RUNS = "/v1/runs";
  private static final String MONEY = "/v1/billing/transactions";
  private static final String MODELS = "/v1/models";
  private static final String PUBLIC = "/v1/public/models";
  private static final String SECRETS = "/v1/callback-secrets";
  private static final List<String> LISTS = List.of(RUNS, MONEY, MODELS, PUBLIC, SECRETS);

  /** A parameter that its list takes. */
  private record Good(String list, String name, String value) {}

  private static final List<Good> GOOD =
      List.of(
          new Good(RUNS, "q", "id:019b76da-abe8-7000-8000-000000000001"),
          new Good(RUNS, "q", "client_ref.EQ:'a' OR NOT terminal:true"),
          new Good(RUNS, "q", "created_at>2026-04-01 AND created_at<2027-04-01T00:00:00.5Z"),
          new Good(RUNS, "q", "cost>=1.50 AND status_code.IN:(queued,failed)"),
          new Good(MONEY, "q", "amount<0 and run_id:null and kind:topup"),
          new Good(MODELS, "q", "slug:'veo3.1' or name>'A'"),
          new Good(SECRETS, "q", "last_used_at:null AND is_current:true"),
          new Good(RUNS, "sort_by", "created_at:desc,id:asc"),
          new Good(MONEY, "sort_by", "created_at:desc,id:desc"),
          new Good(SECRETS, "sort_by", "label:asc,created_at:desc"),
          new Good(SECRETS, "sort_by", "last_used_at:desc"),
          new Good(RUNS, "fields", "id,status_code"),
          new Good(MONEY, "fields", "id,kind,amount"),
          new Good(PUBLIC, "limit", "1"),
          new Good(RUNS, "limit", "500"),
          new Good(RUNS, "from_prev", "true"),
          new Good(RUNS, "embed", "logs"));

  @Test
  void neverBringsTheServerDown() throws Exception {
    var random = new Random(SEED);
    int pages = 0;
    try (var server = TestServer.start()) {
      server.post("/v1/callback-secrets", "{\"label\":\"a\"}");
      server.post("/v1/callback-secrets", "{}");
      server.create("google/veo3.1", "{\"input\":{\"prompt\":\"x\"}}");
      server.create("google/veo3.1", "{\"input\":{\"prompt\":\"x\"},\"client_ref\":\"a\"}");
      List<Good> values = new ArrayList<>(GOOD);
      for (String list : LISTS) {
        String cursor = server.get(list + "?limit=1").json().path("next_pq").stringValue();
        values.add(new Good(list, "pq", cursor));
      }
      for (int i = 0; i < REQUESTS; i++) {
        String path = path(values, random);
        Answer answer = server.get(path);
        assertThat(answer.status()).as("%s: %s", path, answer).isIn(200, 400);
        if (answer.status() == 400) {
          Refusal.of(answer);
        } else {
          pages++;
          assertThat(answer.json().propertyNames())
              .containsExactlyInAnyOrder("items", "next_pq", "prev_pq");
        }
      }
    }
    assertThat(pages).isBetween(REQUESTS / 20, REQUESTS * 9 / 10);
  }

  private static String path(List<Good> values, Random random) {
    Good good = values.get(random.nextInt(values.size()));
    String value = random.nextBoolean() ? good.value() : mutated(good.value(), random);
    String path = good.list() + "?" + good.name() + "=" + encoded(value);
    if (random.nextBoolean()) {
      return path;
    }
    Good other = values.get(random.nextInt(values.size()));
    return path + "&" + other.name() + "=" + encoded(other.value());
  }

  private static String mutated(String value, Random random) {
    var text = new StringBuilder(value);
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(5));
    return switch (random.nextInt(4)) {
      case 0 -> text.delete(at, end).toString();
      case 1 -> text.insert(at, (char) random.nextInt(0x250)).toString();
      case 2 -> text.insert(at, text.substring(at)).toString();
      default -> text.reverse().toString();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
