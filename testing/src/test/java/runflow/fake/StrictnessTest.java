package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StrictnessTest {
  @ParameterizedTest
  @EnumSource
  void wrongOrMissingCredentialsAreRefused(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      HttpRequest good = provider.submit(talk.fake());
      HttpRequest anonymous =
          HttpRequest.newBuilder(good, (name, value) -> name.equals("Content-Type")).build();
      HttpRequest mistaken =
          HttpRequest.newBuilder(good, (name, value) -> name.equals("Content-Type"))
              .header("Authorization", "Bearer nonsense")
              .header("x-goog-api-key", "nonsense")
              .build();
      boolean keyed = provider == Provider.GEMINI || provider == Provider.INTERACTIONS;
      assertThat(Talk.send(anonymous).status()).isEqualTo(keyed ? 403 : 401);
      assertThat(Talk.send(mistaken).status()).isEqualTo(keyed ? 400 : 401);
      assertThat(talk.fake().jobs()).isZero();
      assertThat(talk.fake().refusals()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unknownPathIsNotFound(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      String url = talk.fake().baseUrl() + "/v0/nothing";
      assertThat(Talk.send(HttpRequest.newBuilder(URI.create(url)).build()).status())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|`instances` is required",
        "{'instances':[{}]}|`instances[0].prompt` is required",
        "{'instances':[{'prompt':'a','inlineData':1}]}|`instances[0].inlineData` is not a known",
        "{'instances':[{'prompt':'a','image':{'inlineData':{}}}]}|`inlineData` isn't supported",
        "{'instances':[{'prompt':'a','image':{'mimeType':'image/png','bytesBase64Encoded':'QUFBQUE='}}]}"
            + "|is not a valid image/png image",
        "{'instances':[{'prompt':'a'}],'parameters':{'durationSeconds':5}}|durationSeconds` must be",
        "{'instances':[{'prompt':'a'}],'parameters':{'durationSeconds':4,'resolution':'1080p'}}"
            + "|must be 8",
        "{'instances':[{'prompt':'a'}],'parameters':{'personGeneration':'allow_adult'}}"
            + "|must be allow_all",
        "{'instances':[{'prompt':'a'}],'parameters':{'generateAudio':true}}|generateAudio` is not",
        "{'instances':[{'prompt':'a'}],'parameters':{'sampleCount':2}}|sampleCount` must be",
        "{'instances':[{'prompt':7}]}|prompt` must be a text",
        "[]|must be a JSON object",
        "{'a':1,'a':1}|the body is not JSON",
      })
  void gemini(String body, String message) throws Exception {
    try (FakeGemini fake = FakeGemini.start()) {
      String url = fake.apiUrl() + "/models/veo-3.1-generate-preview:predictLongRunning";
      Talk.Answer answer =
          Talk.send(Provider.json(fake, url, body.replace('\'', '"').replace("isn\"t", "isn't")));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/error/status").asString()).isEqualTo("INVALID_ARGUMENT");
      assertThat(answer.json().at("/error/message").asString()).contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'instances':[{'prompt':'a'}],'parameters':{'durationSeconds':'4'}}|durationSeconds",
        "{'instances':[{'prompt':'a'}],'parameters':{'storageUri':'http://x'}}|storageUri",
        "{'instances':[{'prompt':'a'}],'parameters':{'sampleCount':5}}|sampleCount",
        "{'instances':[{'prompt':'a'}],'parameters':{'seed':-1}}|seed",
        "{'instances':[{'prompt':'a'}],'parameters':{'duration':4}}|duration` is not a known",
        "{'instances':[{'prompt':'a','lastFrame':{'mimeType':'image/png','gcsUri':'gs://a/b'}}]}"
            + "|`lastFrame` needs `image`",
      })
  void vertex(String body, String message) throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      String url =
          fake.apiUrl()
              + "/projects/fake-project/locations/us-central1/publishers/google/models/"
              + "veo-3.1-fast-generate-001:predictLongRunning";
      Talk.Answer answer = Talk.send(Provider.json(fake, url, body.replace('\'', '"')));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/error/message").asString()).contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'model':'gemini-omni-1.1-flash'}|`input` is required",
        "{'model':'gemini-omni-9-flash','input':'a'}|`model` must be one of",
        "{'model':'gemini-omni-1.1-flash','input':'a','seed':1}|`seed` is not a known",
        "{'model':'gemini-omni-1.1-flash','input':'a','background':true,'store':false}|needs `store`",
        "{'model':'gemini-omni-1.1-flash','input':'a','response_format':[{'type':'video','duration':'12s'}]}"
            + "|must be 3s to 10s",
        "{'model':'gemini-omni-1.1-flash','input':'a','generation_config':"
            + "{'video_config':{'task':'image_to_video'}}}|must hold an image",
      })
  void interactions(String body, String message) throws Exception {
    try (FakeInteractions fake = FakeInteractions.start()) {
      String url = fake.apiUrl() + "/interactions";
      Talk.Answer answer = Talk.send(Provider.json(fake, url, body.replace('\'', '"')));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/error/message").asString()).contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "|{'duration':'4s'}|`prompt` is required",
        "|{'prompt':'a','duration':4}|`duration` must be one of [4s, 6s, 8s]",
        "|{'prompt':'a','image_url':'https://a.example/b.png'}|`image_url` is not a known",
        "/lite|{'prompt':'a','resolution':'4k'}|`resolution` must be",
        "/image-to-video|{'prompt':'a'}|`image_url` is required",
        "/image-to-video|{'prompt':'a','image_url':'file:///etc/passwd'}|must be an http or https",
        "/reference-to-video|{'prompt':'a','image_urls':['https://a.example/b'],'seed':1}|`seed` is",
      })
  void fal(String endpoint, String body, String message) throws Exception {
    try (FakeFal fake = FakeFal.start()) {
      String url = fake.apiUrl() + "/fal-ai/veo3.1" + (endpoint == null ? "" : endpoint);
      Talk.Answer answer = Talk.send(Provider.json(fake, url, body.replace('\'', '"')));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("detail").asString()).contains(message);
      assertThat(answer.header("X-Fal-Error-Type")).isEqualTo("bad_request");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'prompt':'a'}|`input` is required",
        "{'input':{}}|`input.prompt` is required",
        "{'input':{'prompt':'a','duration':'4'}}|`input.duration` must be",
        "{'input':{'prompt':'a','fps':24}}|`input.fps` is not a known",
        "{'input':{'prompt':'a'},'webhook_events_filter':['done']}|webhook_events_filter[0]",
        "{'input':{'prompt':'a','duration':4,'reference_images':['https://a.example/b']}}|duration 8",
      })
  void replicate(String body, String message) throws Exception {
    try (FakeReplicate fake = FakeReplicate.start()) {
      String url = fake.apiUrl() + "/models/google/veo-3.1/predictions";
      Talk.Answer answer = Talk.send(Provider.json(fake, url, body.replace('\'', '"')));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("detail").asString()).contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "OPENAI|{'prompt':'a','seconds':4}|`seconds` must be one of [4, 8, 12]",
        "OPENAI|{'prompt':'a','fps':24}|`fps` is not a known",
        "VLLM_OMNI|{'prompt':'a'}|must be multipart/form-data",
        "SGLANG|{'prompt':'a','seconds':'4'}|`seconds` must be an integer",
        "SGLANG|{'seconds':4}|`prompt` is required",
      })
  void videos(Dialect dialect, String body, String message) throws Exception {
    try (FakeVideos fake = FakeVideos.start(dialect)) {
      String url = fake.apiUrl() + "/videos";
      Talk.Answer answer = Talk.send(Provider.json(fake, url, body.replace('\'', '"')));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().has(dialect == Dialect.OPENAI ? "error" : "detail")).isTrue();
      assertThat(answer.json().toString()).contains(message);
    }
  }
}
