package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class EndingTest {
  @ParameterizedTest
  @EnumSource
  void fal(FalEnding ending) throws Exception {
    try (Talk talk = Talk.with(Provider.FAL)) {
      talk.fake().pollsUntilDone(1);
      ((FakeFal) talk.fake()).endWith(ending);
      JsonNode submitted = talk.submit().json();
      Talk.Answer status = talk.poll(submitted);
      assertThat(status.status()).isEqualTo(200);
      assertThat(status.json().path("status").asString()).isEqualTo("COMPLETED");
      Talk.Answer result = Talk.send(Provider.FAL.result(talk.fake(), submitted).orElseThrow());
      boolean ok = ending == FalEnding.VIDEO || ending == FalEnding.NO_VIDEO;
      assertThat(result.status() == 200).isEqualTo(ok);
      assertThat(result.json().has("video")).isEqualTo(ending == FalEnding.VIDEO);
      if (ending == FalEnding.POLICY || ending == FalEnding.INVALID_INPUT) {
        assertThat(result.json().at("/detail/0/type").isString()).isTrue();
        assertThat(result.header("X-Fal-Retryable")).isEqualTo("false");
      } else if (!ok) {
        assertThat(result.header("X-Fal-Error-Type"))
            .isEqualTo(result.json().path("error_type").asString());
      }
    }
  }

  @Test
  void falAnswers202UntilItIsDoneAndHasNoResultBefore() throws Exception {
    try (Talk talk = Talk.with(Provider.FAL)) {
      talk.fake().pollsUntilDone(3);
      JsonNode submitted = talk.submit().json();
      assertThat(talk.poll(submitted).json().path("status").asString()).isEqualTo("IN_QUEUE");
      Talk.Answer running = talk.poll(submitted);
      assertThat(running.status()).isEqualTo(202);
      assertThat(running.json().path("status").asString()).isEqualTo("IN_PROGRESS");
      HttpRequest result = Provider.FAL.result(talk.fake(), submitted).orElseThrow();
      assertThat(Talk.send(result).status()).isEqualTo(400);
    }
  }

  @Test
  void falCancelsOnce() throws Exception {
    try (Talk talk = Talk.with(Provider.FAL)) {
      JsonNode submitted = talk.submit().json();
      HttpRequest cancel =
          Provider.signed(talk.fake(), submitted.path("cancel_url").asString())
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(Talk.send(cancel).status()).isEqualTo(202);
      assertThat(Talk.send(cancel).json().path("status").asString()).isEqualTo("ALREADY_COMPLETED");
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicate(FakeReplicate.Ending ending) throws Exception {
    try (Talk talk = Talk.with(Provider.REPLICATE)) {
      talk.fake().pollsUntilDone(1);
      ((FakeReplicate) talk.fake()).endWith(ending);
      JsonNode done = talk.poll(talk.submit().json()).json();
      assertThat(done.path("status").asString())
          .isEqualTo(
              Map.of(
                      FakeReplicate.Ending.SUCCEEDED, "succeeded",
                      FakeReplicate.Ending.NO_OUTPUT, "succeeded",
                      FakeReplicate.Ending.SENSITIVE, "failed",
                      FakeReplicate.Ending.FAILED, "failed",
                      FakeReplicate.Ending.CANCELED, "canceled",
                      FakeReplicate.Ending.ABORTED, "aborted")
                  .get(ending));
      assertThat(done.path("output").isNull()).isEqualTo(ending != FakeReplicate.Ending.SUCCEEDED);
      assertThat(done.path("error").asString("").contains("(E005)"))
          .isEqualTo(ending == FakeReplicate.Ending.SENSITIVE);
    }
  }

  @Test
  void replicateRemovesFilesAndOutput() throws Exception {
    try (Talk talk = Talk.with(Provider.REPLICATE)) {
      HttpRequest download = talk.download();
      ((FakeReplicate) talk.fake()).expireFiles();
      assertThat(Talk.send(download).status()).isEqualTo(404);
      String url = talk.fake().apiUrl() + "/predictions/" + talk.fake().jobIds().getFirst();
      JsonNode prediction = Talk.send(Provider.get(talk.fake(), url)).json();
      assertThat(prediction.path("data_removed").asBoolean()).isTrue();
      assertThat(prediction.path("output").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void interactions(FakeInteractions.Ending ending) throws Exception {
    try (Talk talk = Talk.with(Provider.INTERACTIONS)) {
      talk.fake().pollsUntilDone(1);
      ((FakeInteractions) talk.fake()).endWith(ending);
      JsonNode done = talk.poll(talk.submit().json()).json();
      boolean completed =
          ending == FakeInteractions.Ending.COMPLETED
              || ending == FakeInteractions.Ending.WITHOUT_VIDEO;
      assertThat(done.path("status").asString().equals("completed")).isEqualTo(completed);
      assertThat(done.path("steps").isMissingNode()).isEqualTo(!completed);
      assertThat(done.at("/errors/0/code").asString("").equals("content_blocked"))
          .isEqualTo(ending == FakeInteractions.Ending.BLOCKED);
    }
  }
}
