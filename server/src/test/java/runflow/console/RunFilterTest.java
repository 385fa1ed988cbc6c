package runflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the list of runs asks the API for. */
class RunFilterTest {
  private static final String ID = "01a20000-0000-7000-8000-000000000000";

  @Test
  void aTextIsAReferenceAnIdOrAnExpression() {
    assertThat(text("order 7").expression()).isEqualTo("client_ref:'order 7'");
    assertThat(text("it's").expression()).isEqualTo("client_ref:'it''s'");
    assertThat(text(ID).expression()).isEqualTo("id:" + ID);
    for (String expression :
        new String[] {
          "cost>1", "client_ref.EQ:'x'", "NOT model:a", "(terminal:false)", "started_at != null"
        }) {
      assertThat(text(expression).expression()).isEqualTo(expression);
    }
  }

  @Test
  void anExpressionKeepsItsMeaningBesideOtherParts() {
    var filter = new RunFilter("cost>1 OR cost<0.1", "running", "google/veo3.1", "", "", "", ID);

    assertThat(filter.expression())
        .isEqualTo(
            "(cost>1 OR cost<0.1) AND status_code.IN:(dispatching, running)"
                + " AND model:'google/veo3.1' AND batch_id:'%s'".formatted(ID));
  }

  @Test
  void daysBeginWhereTheReaderIs() {
    assertThat(days("2026-03-29", "2026-03-29", "Europe/Berlin").expression())
        .isEqualTo(
            "created_at>='2026-03-29T00:00:00+01:00' AND created_at<'2026-03-30T00:00:00+02:00'");
    assertThat(days("2026-03-29", "", "nowhere").expression())
        .isEqualTo("created_at>='2026-03-29T00:00:00+00:00'");
    assertThat(days("soon", "", "").expression()).isEqualTo("created_at>='soon'");
  }

  @Test
  void theAddressHasOnlyWhatIsAskedFor() {
    assertThat(days("", "", "Europe/Berlin").address("", "")).isEqualTo("/runs");
    assertThat(days("", "", "").everything()).isTrue();
    assertThat(text("a&b c").address("after", "x=")).isEqualTo("/runs?q=a%26b%20c&after=x%3D");
    assertThat(days("2026-03-29", "", "Europe/Berlin").address("", ""))
        .isEqualTo("/runs?from=2026-03-29&zone=Europe%2FBerlin");
  }

  private static RunFilter text(String text) {
    return new RunFilter(text, "", "", "", "", "", "");
  }

  private static RunFilter days(String from, String to, String zone) {
    return new RunFilter("", "", "", from, to, zone, "");
  }
}
