package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class HappyPathTest {
  @ParameterizedTest
  @EnumSource
  void jobBecomesAVideo(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      JsonNode submitted = talk.submit().json();
      assertThat(provider.isDone(talk.poll(submitted).json())).isFalse();
      assertThat(provider.isDone(talk.poll(submitted).json())).isTrue();
      byte[] video = Talk.send(talk.download()).body();
      boolean sound = provider != Provider.VLLM && provider != Provider.SGLANG;
      assertThat(video).isEqualTo(FakeProvider.video(sound));
      assertThat(talk.fake().jobs()).isEqualTo(2);
      assertThat(talk.fake().requests(Where.POLL)).hasSize(4);
      assertThat(talk.fake().bytesSent()).isGreaterThan(video.length);
      assertThat(talk.fake().refusals()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobCanBeFinishedAtOnce(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().pollsUntilDone(0);
      JsonNode submitted = talk.submit().json();
      assertThat(provider.isDone(talk.poll(submitted).json())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsWhatArrived(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.submit();
      Recorded submit = talk.fake().requests().getFirst();
      assertThat(submit.where()).contains(Where.SUBMIT);
      assertThat(submit.method()).isEqualTo("POST");
      assertThat(submit.text()).contains("a cat");
      assertThat(submit.header("content-type")).isPresent();
    }
  }
}
