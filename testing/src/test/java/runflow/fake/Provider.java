package runflow.fake;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a client talks to each fake, in as few words as possible. */
enum Provider {
  VERTEX {
    @Override
    FakeProvider start() {
      return FakeVertex.start();
    }

    @Override
    HttpRequest submit(FakeProvider fake) {
      return json(fake, model(fake) + ":predictLongRunning", body());
    }

    private String body() {
      return """
      {"instances":[{"prompt":"a cat"}],
       "parameters":{"storageUri":"gs://bucket/clips/","durationSeconds":4,"sampleCount":1}}""";
    }

    private String model(FakeProvider fake) {
      return fake.apiUrl()
          + "/projects/fake-project/locations/us-central1/publishers/google/models/"
          + "veo-3.1-generate-001";
    }

    @Override
    HttpRequest poll(FakeProvider fake, JsonNode submitted) {
      String operation = submitted.path("name").asString("");
      return json(
          fake,
          model(fake) + ":fetchPredictOperation",
          Json.object("operationName", operation).toString());
    }

    @Override
    boolean isDone(JsonNode poll) {
      return poll.path("done").asBoolean(false);
    }

    @Override
    String file(FakeProvider fake, JsonNode result) {
      String gs = result.path("response").path("videos").path(0).path("gcsUri").asString("");
      String object = gs.replace("gs://bucket/", "").replace("/", "%2F");
      return fake.baseUrl() + "/storage/v1/b/bucket/o/" + object + "?alt=media";
    }
  },
  GEMINI {
    @Override
    FakeProvider start() {
      return FakeGemini.start();
    }

    @Override
    HttpRequest submit(FakeProvider fake) {
      return json(
          fake,
          fake.apiUrl() + "/models/veo-3.1-generate-preview:predictLongRunning",
          "{\"instances\":[{\"prompt\":\"a cat\"}]}");
    }

    @Override
    HttpRequest poll(FakeProvider fake, JsonNode submitted) {
      return get(fake, fake.apiUrl() + "/" + submitted.path("name").asString(""));
    }

    @Override
    boolean isDone(JsonNode poll) {
      return poll.path("done").asBoolean(false);
    }

    @Override
    String file(FakeProvider fake, JsonNode result) {
      return result.at("/response/generateVideoResponse/generatedSamples/0/video/uri").asString("");
    }
  },
  INTERACTIONS {
    @Override
    FakeProvider start() {
      return FakeInteractions.start();
    }

    @Override
    HttpRequest submit(FakeProvider fake) {
      return json(
          fake,
          fake.apiUrl() + "/interactions",
          """
          {"model":"gemini-omni-1.2-flash","input":"a cat","background":true,
           "response_format":[{"type":"video","duration":"4s","delivery":"uri"}],
           "generation_config":{"video_config":{"task":"text_to_video"}}}""");
    }

    @Override
    HttpRequest poll(FakeProvider fake, JsonNode submitted) {
      return get(fake, fake.apiUrl() + "/interactions/" + submitted.path("id").asString(""));
    }

    @Override
    boolean isDone(JsonNode poll) {
      return poll.path("status").asString("").equals("completed");
    }

    @Override
    String file(FakeProvider fake, JsonNode result) {
      return result.at("/steps/0/content/0/uri").asString("");
    }
  },
  FAL {
    @Override
    FakeProvider start() {
      return FakeFal.start();
    }

    @Override
    HttpRequest submit(FakeProvider fake) {
      return json(
          fake,
          fake.apiUrl() + "/fal-ai/veo3.1/fast",
          "{\"prompt\":\"a cat\",\"duration\":\"4s\"}");
    }

    @Override
    HttpRequest poll(FakeProvider fake, JsonNode submitted) {
      return get(fake, submitted.path("status_url").asString(""));
    }

    @Override
    boolean isDone(JsonNode poll) {
      return poll.path("status").asString("").equals("COMPLETED");
    }

    @Override
    Optional<HttpRequest> result(FakeProvider fake, JsonNode submitted) {
      return Optional.of(get(fake, submitted.path("response_url").asString("")));
    }

    @Override
    String file(FakeProvider fake, JsonNode result) {
      return result.at("/video/url").asString("");
    }
  },
  REPLICATE {
    @Override
    FakeProvider start() {
      return FakeReplicate.start();
    }

    @Override
    HttpRequest submit(FakeProvider fake) {
      return json(
          fake,
          fake.apiUrl() + "/models/google/veo-3.1-fast/predictions",
          "{\"input\":{\"prompt\":\"a cat\",\"duration\":4}}");
    }

    @Override
    HttpRequest poll(FakeProvider fake, JsonNode submitted) {
      return get(fake, submitted.at("/urls/get").asString(""));
    }

    @Override
    boolean isDone(JsonNode poll) {
      return poll.path("status").asString("").equals("succeeded");
    }

    @Override
    String file(FakeProvider fake, JsonNode result) {
      return result.path("output").asString("");
    }
  },
  OPENAI {
    @Override
    FakeProvider start() {
      return FakeVideos.start(Dialect.OPENAI);
    }
  },
  VLLM {
    @Override
    FakeProvider start() {
      return FakeVideos.start(Dialect.VLLM_OMNI);
    }
  },
  SGLANG {
    @Override
    FakeProvider start() {
      return FakeVideos.start(Dialect.SGLANG);
    }
  };

  private static final String FORM =
      """
      --frontier\r
      Content-Disposition: form-data; name="prompt"\r
      \r
      a cat\r
      --frontier\r
      Content-Disposition: form-data; name="seconds"\r
      \r
      4\r
      --frontier--\r
      """;

  abstract FakeProvider start();

  HttpRequest submit(FakeProvider fake) {
    return signed(fake, fake.apiUrl() + "/videos")
        .header("Content-Type", "multipart/form-data; boundary=frontier")
        .POST(HttpRequest.BodyPublishers.ofString(FORM))
        .build();
  }

  HttpRequest poll(FakeProvider fake, JsonNode submitted) {
    return get(fake, fake.apiUrl() + "/videos/" + submitted.path("id").asString(""));
  }

  boolean isDone(JsonNode poll) {
    return poll.path("status").asString("").equals("completed");
  }

  Optional<HttpRequest> result(FakeProvider fake, JsonNode submitted) {
    return Optional.empty();
  }

  String file(FakeProvider fake, JsonNode result) {
    return fake.apiUrl() + "/videos/" + result.path("id").asString("") + "/content";
  }

  static HttpRequest get(FakeProvider fake, String url) {
    return signed(fake, url).build();
  }

  static HttpRequest json(FakeProvider fake, String url, String body) {
    return signed(fake, url)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  static HttpRequest.Builder signed(FakeProvider fake, String url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return switch (fake) {
      case FakeVertex vertex -> request.header("Authorization", "Bearer " + vertex.accessToken());
      case FakeGemini gemini -> request.header("x-goog-api-key", gemini.key());
      case FakeInteractions omni -> request.header("x-goog-api-key", omni.key());
      case FakeFal fal -> request.header("Authorization", "Key " + fal.key());
      case FakeReplicate replicate -> request.header("Authorization", "Bearer " + replicate.key());
      case FakeVideos videos -> request.header("Authorization", "Bearer " + videos.key());
    };
  }
}
