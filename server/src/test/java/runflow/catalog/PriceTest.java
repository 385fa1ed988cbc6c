package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

class PriceTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          google/veo3.1,                     4s, 720p,  false, 0.80
          google/veo3.1,                     4s, 720p,  true,  1.60
          google/veo3.1,                     8s, 1080p, true,  3.20
          google/veo3.1,                     8s, 4k,    true,  4.80
          google/veo3.1,                     8s, 4k,    false, 3.20
          google/veo3.1/image-to-video,      6s, 1080p, false, 1.20
          google/veo3.1/image-to-video,      6s, 4k,    true,  3.60
          google/veo3.1/fast,                8s, 720p,  false, 0.80
          google/veo3.1/fast,                8s, 1080p, true,  1.20
          google/veo3.1/fast/image-to-video, 4s, 720p,  false, 0.40
          google/veo3.1/fast/image-to-video, 6s, 720p,  true,  0.90
          google/veo3.1/fast/image-to-video, 8s, 4k,    false, 2.40
          google/veo3.1/fast/image-to-video, 8s, 4k,    true,  2.80
          google/veo3.1/lite,                8s, 720p,  false, 0.24
          google/veo3.1/lite,                8s, 720p,  true,  0.40
          google/veo3.1/lite,                8s, 1080p, false, 0.40
          google/veo3.1/lite,                8s, 1080p, true,  0.64
          """)
  void costIsTheRateTimesTheSeconds(
      String model, String duration, String resolution, boolean audio, String cost) {
    var input = Json.object().put("prompt", "x").put("duration", duration);
    input.put("resolution", resolution).put("generate_audio", audio);
    if (model.endsWith("image-to-video")) {
      input.put("image_url", "https://example.com/a.png");
    }
    assertThat(quote(model, input.toString()).cost()).isEqualTo(Money.dollars(cost));
  }

  @Test
  void theBreakdownSaysHowTheCostComesAbout() {
    Quote quote = quote(Inputs.TEXT, "{\"prompt\":\"x\",\"resolution\":\"4k\"}");
    assertThat(Json.text(quote.breakdown()))
        .isEqualTo(
            "{\"unit\":\"second\",\"quantity\":8,\"unit_price\":\"0.60\",\"base\":\"0.20\","
                + "\"note\":\"4k with audio\",\"total\":\"4.80\"}");
    assertThat(quote(Inputs.TEXT, "{\"prompt\":\"x\",\"generate_audio\":false}").note())
        .isEqualTo("Without audio");
  }

  @Test
  void labelsDropTrailingZeros() {
    Price price = Inputs.model(Inputs.TEXT).price();
    assertThat(price.label()).isEqualTo("$0.2/second");
    assertThat(Inputs.model(Inputs.IMAGE).price().label()).isEqualTo("$0.1/second");
    assertThat(price.label(Money.dollars("0.03"))).isEqualTo("$0.03/second");
    assertThat(price.label(Money.dollars("100"))).isEqualTo("$100/second");
    assertThat(price.label(Money.ZERO)).isEqualTo("$0/second");
    assertThat(price.rules())
        .extracting(PriceRule::condition)
        .containsExactly(
            "resolution = 4k, generate_audio = true",
            "resolution = 4k, generate_audio = false",
            "generate_audio = true");
  }

  private static Quote quote(String model, String input) {
    ObjectNode accepted = Inputs.accepted(model, input);
    return Inputs.model(model).price().quote(accepted);
  }
}
