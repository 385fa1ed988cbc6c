package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runflow.fake.FakeFal;
import runflow.fake.FakeProvider;
import runflow.fake.FakeReplicate;
import runflow.fake.Signing;
import runflow.fake.Where;
import runflow.testing.Walked;
import runflow.testing.Walks;

/** What a provider says by itself: only its own word makes the server look. */
@Timeout(180)
class AdapterWebhooksTest {
  /** Longer than any test: without a message nobody looks. */
  private static final Map<String, String> PATIENT = Map.of("providers.poll_after", "1h");

  @ParameterizedTest
  @EnumSource(names = {"FAL", "REPLICATE"})
  @Walks("POST /v1/provider-webhooks/{provider}/{run}")
  void aGenuineMessageMakesTheRunBeLookedAtAtOnce(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter, PATIENT)) {
      String id = running(site);

      assertThat(send(site.fake(), Signing.GENUINE)).isEqualTo(200);
      Walked.answered("POST", URI.create("/v1/provider-webhooks/any/" + id), 200);

      assertThat(site.server().end(id).path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(site.fake().requests(Where.POLL)).hasSize(1);
      assertThat(send(site.fake(), Signing.GENUINE)).as("told once more").isEqualTo(200);
      assertThat(site.fake().jobs()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAL", "REPLICATE"})
  void nobodyElsesMessageDoes(Adapter adapter) throws Exception {
    try (Site site = Site.open(adapter, PATIENT)) {
      String id = running(site);

      assertThat(send(site.fake(), Signing.FORGED)).isEqualTo(401);
      assertThat(send(site.fake(), Signing.OLD)).isEqualTo(401);
      assertThat(send(site.fake(), Signing.ALTERED)).isEqualTo(401);

      assertThat(site.run(id).path("status_code").stringValue()).isEqualTo("running");
      assertThat(send(site.fake(), Signing.GENUINE)).isEqualTo(200);
      assertThat(site.server().end(id).path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(site.fake().requests(Where.POLL)).as("the genuine one's").hasSize(1);
    }
  }

  private static String running(Site site) throws Exception {
    String id = site.begin(Site.TEXT, Map.of("prompt", "a heron lifts off"));
    site.awaitState(id, "running");
    return id;
  }

  private static int send(FakeProvider fake, Signing signing) {
    String job = fake.jobIds().getFirst();
    return switch (fake) {
      case FakeFal fal -> fal.sendWebhook(job, signing);
      case FakeReplicate replicate -> replicate.sendWebhook(job, signing);
      default -> throw new IllegalArgumentException("no webhooks: " + fake);
    };
  }
}
