package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ModelViewTest {
  private final ObjectNode view =
      new ModelView("http://127.0.0.1:8080").of(Inputs.model(Inputs.IMAGE));

  @Test
  void aModelIsDescribedForTheApi() {
    assertThat(view.path("id").stringValue()).isEqualTo(Inputs.IMAGE);
    assertThat(view.path("slug").stringValue()).isEqualTo("veo3.1/fast/image-to-video");
    assertThat(view.at("/creator/display_name").stringValue()).isEqualTo("Google");
    assertThat(view.path("status_code").stringValue()).isEqualTo("active");
    assertThat(view.path("category_code").stringValue()).isEqualTo("image-to-video");
    assertThat(view.at("/pricing/label").stringValue()).isEqualTo("$0.1/second");
    assertThat(view.at("/pricing/base").stringValue()).isEqualTo("0.10");
    assertThat(view.at("/pricing/rules/0/when/resolution").stringValue()).isEqualTo("4k");
    assertThat(view.path("pricing_note").stringValue()).isEqualTo("Without audio");
    assertThat(view.at("/routes/2/model").stringValue())
        .isEqualTo("fal-ai/veo3.1/fast/image-to-video");
    assertThat(view.at("/links/runs").stringValue())
        .isEqualTo("http://127.0.0.1:8080/v1/models/google/veo3.1/fast/image-to-video/runs");
  }

  @Test
  void inputsKeepTheOrderOfTheSchema() {
    assertThat(view.path("inputs").valueStream().map(input -> input.path("name").stringValue()))
        .containsExactly(
            "prompt",
            "auto_fix",
            "duration",
            "generate_audio",
            "resolution",
            "aspect_ratio",
            "image_url",
            "safety_tolerance",
            "seed",
            "negative_prompt");
    assertThat(view.at("/inputs/6/variable_type_code").stringValue()).isEqualTo("image");
    assertThat(view.at("/inputs/0/default_value").isNull()).isTrue();
    assertThat(view.at("/inputs/1/default_value").booleanValue()).isFalse();
    assertThat(view.at("/inputs/2/allowed_values").toString()).isEqualTo("[\"4s\",\"6s\",\"8s\"]");
  }

  @Test
  void examplesNameOurOwnPicture() {
    assertThat(view.at("/examples/0/input/image_url").stringValue())
        .isEqualTo("http://127.0.0.1:8080/examples/cathedral.jpg");
  }
}
