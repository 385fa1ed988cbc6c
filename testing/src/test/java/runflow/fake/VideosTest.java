package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

class VideosTest {
  private static final String ONLY_VIDEOS = "OPENAI|VLLM|SGLANG";

  private static HttpRequest delete(Talk talk, JsonNode submitted) {
    return HttpRequest.newBuilder(
            talk.provider().poll(talk.fake(), submitted), (name, value) -> true)
        .DELETE()
        .build();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ONLY_VIDEOS)
  void failedJobIsToldAsTheDialectDoes(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      ((FakeVideos) talk.fake()).failWith(502, "out of memory");
      talk.fake().pollsUntilDone(1);
      JsonNode submitted = talk.submit().json();
      Talk.Answer failed = talk.poll(submitted);
      assertThat(failed.status()).isEqualTo(provider == Provider.VLLM ? 502 : 200);
      assertThat(failed.json().path("status").asString()).isEqualTo("failed");
      assertThat(failed.json().at("/error/message").asString()).isEqualTo("out of memory");
      assertThat(failed.json().at("/error/code").isMissingNode())
          .isEqualTo(provider == Provider.SGLANG);
      String file = provider.file(talk.fake(), submitted);
      assertThat(Talk.send(Provider.get(talk.fake(), file)).status())
          .isEqualTo(provider == Provider.VLLM ? 422 : 404);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ONLY_VIDEOS)
  void contentIsNotThereWhileTheJobRuns(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      JsonNode submitted = talk.submit().json();
      String file = provider.file(talk.fake(), submitted);
      assertThat(Talk.send(Provider.get(talk.fake(), file)).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ONLY_VIDEOS)
  void deletionOfARunningJob(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      JsonNode submitted = talk.submit().json();
      ((FakeVideos) talk.fake()).busyDeletes(1);
      Talk.Answer first = Talk.send(delete(talk, submitted));
      Talk.Answer second = Talk.send(delete(talk, submitted));
      switch (provider) {
        case OPENAI -> assertThat(second.status()).isEqualTo(400);
        case VLLM -> {
          assertThat(first.status()).isEqualTo(409);
          assertThat(second.json().path("object").asString()).isEqualTo("video.deleted");
          assertThat(talk.poll(submitted).status()).isEqualTo(404);
        }
        default -> {
          assertThat(first.json().path("status").asString()).isEqualTo("deleted");
          assertThat(second.status()).isEqualTo(404);
        }
      }
    }
  }

  @Test
  void vllmServesOneModel() throws Exception {
    try (FakeVideos fake = FakeVideos.start(Dialect.VLLM_OMNI)) {
      String form =
          String.join(
              "\r\n",
              "--b",
              "Content-Disposition: form-data; name=\"prompt\"",
              "",
              "a",
              "--b",
              "Content-Disposition: form-data; name=\"model\"",
              "",
              "other",
              "--b--",
              "");
      HttpRequest request =
          Provider.signed(fake, fake.apiUrl() + "/videos")
              .header("Content-Type", "multipart/form-data; boundary=b")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      Talk.Answer answer = Talk.send(request);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/error/message").asString()).contains("other is not served");
    }
  }

  @Test
  void sglangTakesJsonAndMayMoveTheFileAway() throws Exception {
    try (FakeVideos fake = FakeVideos.start(Dialect.SGLANG)) {
      fake.pollsUntilDone(1);
      fake.cloudStorage(true);
      JsonNode submitted =
          Talk.send(
                  Provider.json(
                      fake, fake.apiUrl() + "/videos", "{\"prompt\":\"a\",\"seconds\":4}"))
              .json();
      JsonNode done = Talk.send(Provider.SGLANG.poll(fake, submitted)).json();
      String content = Provider.SGLANG.file(fake, submitted);
      assertThat(Talk.send(Provider.get(fake, content)).status()).isEqualTo(400);
      assertThat(Talk.send(Provider.get(fake, done.path("url").asString())).body())
          .isEqualTo(FakeProvider.video(false));
    }
  }

  @Test
  void restartForgetsJobs() throws Exception {
    try (Talk talk = Talk.with(Provider.VLLM)) {
      JsonNode submitted = talk.submit().json();
      ((FakeVideos) talk.fake()).forgetJobs();
      assertThat(talk.poll(submitted).status()).isEqualTo(404);
      assertThat(talk.fake().jobs()).isEqualTo(1);
    }
  }
}
