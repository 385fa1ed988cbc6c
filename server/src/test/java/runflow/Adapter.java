package runflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import runflow.fake.Dialect;
import runflow.fake.FakeFal;
import runflow.fake.FakeGemini;
import runflow.fake.FakeInteractions;
import runflow.fake.FakeProvider;
import runflow.fake.FakeReplicate;
import runflow.fake.FakeVertex;
import runflow.fake.FakeVideos;
import runflow.fake.Fault;
import runflow.fake.Where;

/** The adapters, each with the fake of its provider and the settings that lead it there. */
enum Adapter {
  /** Results lie in a bucket. */
  VERTEX("vertex", "veo-3.1-generate-001") {
    @Override
    Rig start(Path folder) throws IOException {
      return vertex(folder, Map.of("providers.vertex.storage_uri", "gs://acme-videos/runs"));
    }
  },
  /** Results come inside the answers. */
  VERTEX_INLINE("vertex", "veo-3.1-generate-001") {
    @Override
    Rig start(Path folder) throws IOException {
      return vertex(folder, Map.of());
    }
  },
  GEMINI("gemini", "veo-3.1-generate-preview") {
    @Override
    Rig start(Path folder) {
      FakeGemini fake = FakeGemini.start();
      return new Rig(
          fake,
          Map.of("providers.gemini.key", fake.key(), "providers.gemini.base_url", fake.apiUrl()));
    }
  },
  INTERACTIONS("interactions", "gemini-omni-1.2-flash") {
    @Override
    Rig start(Path folder) {
      FakeInteractions fake = FakeInteractions.start();
      return new Rig(
          fake,
          Map.of("providers.gemini.key", fake.key(), "providers.gemini.base_url", fake.apiUrl()));
    }
  },
  FAL("fal", "fal-ai/veo3.1") {
    @Override
    Rig start(Path folder) {
      FakeFal fake = FakeFal.start();
      return new Rig(
          fake, Map.of("providers.fal.key", fake.key(), "providers.fal.base_url", fake.apiUrl()));
    }
  },
  REPLICATE("replicate", "google/veo-3.1") {
    @Override
    Rig start(Path folder) {
      FakeReplicate fake = FakeReplicate.start();
      return new Rig(
          fake,
          Map.of(
              "providers.replicate.token",
              fake.key(),
              "providers.replicate.base_url",
              fake.apiUrl()));
    }
  },
  OPENAI("gateway", Dialect.OPENAI.model()) {
    @Override
    Rig start(Path folder) {
      return videos(Dialect.OPENAI, "gateway");
    }
  },
  VLLM_OMNI("vllm", Dialect.VLLM_OMNI.model()) {
    @Override
    Rig start(Path folder) {
      return videos(Dialect.VLLM_OMNI, "vllm");
    }
  },
  SGLANG("sglang", Dialect.SGLANG.model()) {
    @Override
    Rig start(Path folder) {
      return videos(Dialect.SGLANG, "sglang");
    }
  };

  private final String provider;
  private final String route;

  Adapter(String provider, String route) {
    this.provider = provider;
    this.route = route;
  }

  /** A running fake and what a server must be set to so that it calls that. */
  record Rig(FakeProvider fake, Map<String, String> settings) implements AutoCloseable {
    @Override
    public void close() {
      fake.close();
    }
  }

  /** The name that routes use. */
  String provider() {
    return provider;
  }

  /** What the fake calls its model. */
  String route() {
    return route;
  }

  /**
   * Starts the fake.
   *
   * @param folder for a file with credentials, if the provider has one
   */
  abstract Rig start(Path folder) throws IOException;

  /** Whether the fake's video has sound where the request says nothing about it. */
  boolean sound() {
    return this != VLLM_OMNI && this != SGLANG;
  }

  /** Whether cancelling a running job costs nothing: confirmed, or on hardware of one's own. */
  boolean cancelsForFree() {
    return switch (this) {
      case INTERACTIONS, OPENAI, VLLM_OMNI, SGLANG -> true;
      case VERTEX, VERTEX_INLINE, GEMINI, FAL, REPLICATE -> false;
    };
  }

  /** What the run shows as {@code nsfw_detected}: only Vertex tells what its filter took out. */
  String nsfw() {
    return provider.equals("vertex") ? "false" : "null";
  }

  /** What the run shows as {@code timing}. */
  String timing() {
    return switch (this) {
      case FAL, REPLICATE, VLLM_OMNI -> "{\"inference_ms\":41500}";
      case VERTEX, VERTEX_INLINE, GEMINI, INTERACTIONS, OPENAI, SGLANG -> "null";
    };
  }

  /** Whether a fault can meet this adapter; what comes inside answers is never downloaded. */
  boolean meets(Where where, Fault fault) {
    return this != VERTEX_INLINE
        || where != Where.DOWNLOAD
        || fault == Fault.TRUNCATED_MP4
        || fault == Fault.WRONG_CONTENT_TYPE;
  }

  private static Rig vertex(Path folder, Map<String, String> more) throws IOException {
    FakeVertex fake = FakeVertex.start();
    Path account = folder.resolve("account.json");
    Files.writeString(account, fake.serviceAccountJson());
    Map<String, String> settings = new HashMap<>(more);
    settings.put("providers.vertex.project", FakeVertex.PROJECT);
    settings.put("providers.vertex.location", FakeVertex.LOCATION);
    settings.put("providers.vertex.credentials_file", account.toString());
    settings.put("providers.vertex.base_url", fake.baseUrl());
    return new Rig(fake, settings);
  }

  private static Rig videos(Dialect dialect, String name) {
    FakeVideos fake = FakeVideos.start(dialect);
    String prefix = "providers.videos." + name;
    return new Rig(fake, Map.of(prefix + ".base_url", fake.apiUrl(), prefix + ".key", fake.key()));
  }
}
