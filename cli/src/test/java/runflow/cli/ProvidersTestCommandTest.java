package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.cli.CommandLineHarness.Ended;
import runflow.fake.Dialect;
import runflow.fake.FakeFal;
import runflow.fake.FakeGemini;
import runflow.fake.FakeProvider;
import runflow.fake.FakeReplicate;
import runflow.fake.FakeVertex;
import runflow.fake.FakeVideos;

class ProvidersTestCommandTest {
  @TempDir private Path data;

  @Test
  void goodCredentialsAreCalledGoodAtEveryProvider() throws IOException {
    try (FakeVertex vertex = FakeVertex.start();
        FakeGemini gemini = FakeGemini.start();
        FakeFal fal = FakeFal.start();
        FakeReplicate replicate = FakeReplicate.start();
        FakeVideos gpu = FakeVideos.start(Dialect.SGLANG)) {
      Map<String, String> settings = new HashMap<>();
      Path account = Files.writeString(data.resolve("account.json"), vertex.serviceAccountJson());
      settings.put("RUNFLOW_PROVIDERS_VERTEX_PROJECT", FakeVertex.PROJECT);
      settings.put("RUNFLOW_PROVIDERS_VERTEX_CREDENTIALS_FILE", account.toString());
      settings.put("RUNFLOW_PROVIDERS_VERTEX_BASE_URL", vertex.baseUrl());
      settings.put("GEMINI_API_KEY", gemini.key());
      settings.put("RUNFLOW_PROVIDERS_GEMINI_BASE_URL", gemini.apiUrl());
      settings.put("FAL_KEY", fal.key());
      settings.put("RUNFLOW_PROVIDERS_FAL_BASE_URL", fal.baseUrl());
      settings.put("REPLICATE_API_TOKEN", replicate.key());
      settings.put("RUNFLOW_PROVIDERS_REPLICATE_BASE_URL", replicate.apiUrl());
      settings.put("RUNFLOW_PROVIDERS_VIDEOS_GPU_BASE_URL", gpu.apiUrl());
      settings.put("RUNFLOW_PROVIDERS_VIDEOS_GPU_KEY", gpu.key());

      for (String name : List.of("vertex", "gemini", "interactions", "fal", "replicate", "gpu")) {
        Ended ended = test(settings, name);

        assertThat(ended.err()).as(name).isEmpty();
        assertThat(ended.code()).as(name).isZero();
        assertThat(ended.out())
            .as(name)
            .containsPattern("(GET|POST) /\\S+  \\d{3}  \\d+ ms\n")
            .endsWith("the credentials of `" + name + "` are good\n");
      }
      for (FakeProvider fake : List.of(vertex, gemini, fal, replicate, gpu)) {
        assertThat(fake.jobs()).isZero();
      }
    }
  }

  @Test
  void aRefusedKeyIsToldWithItsSettingAndNeverShown() {
    try (FakeFal fal = FakeFal.start()) {
      Ended ended =
          test(
              Map.of("FAL_KEY", "stolen-key-1", "RUNFLOW_PROVIDERS_FAL_BASE_URL", fal.baseUrl()),
              "fal");

      assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.out()).contains("  401  ").doesNotContain("good");
      assertThat(ended.err())
          .contains("refused the credentials")
          .contains("`providers.fal.key` (FAL_KEY)");
      assertThat(ended.out() + ended.err()).doesNotContain("stolen-key-1");
    }
  }

  @Test
  void aProviderThatIsNotThereIsNotCalledBad() throws IOException {
    String nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "http://127.0.0.1:" + socket.getLocalPort();
    }

    Ended ended = test(Map.of("FAL_KEY", "k", "RUNFLOW_PROVIDERS_FAL_BASE_URL", nobody), "fal");

    assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out()).contains("  no answer  ");
    assertThat(ended.err()).contains("was not reached").contains("check its base URL");
  }

  @Test
  void aNameThatIsNotConfiguredIsToldWhatIsAndWhatIsMissing() {
    Map<String, String> settings = Map.of("FAL_KEY", "k", "GEMINI_API_KEY", "g");

    Ended shipped = test(settings, "replicate");
    Ended own = test(settings, "gpu");
    Ended nothing = test(Map.of(), "fal");

    assertThat(shipped.code()).isEqualTo(ExitCode.USAGE);
    assertThat(shipped.err())
        .isEqualTo(
            "error: provider `replicate` is not configured: set `providers.replicate.token`"
                + " (REPLICATE_API_TOKEN) (configured: fal, interactions)\n");
    assertThat(own.err()).contains("`providers.videos.gpu.base_url`");
    assertThat(nothing.err()).endsWith("(configured: nothing is)\n");
  }

  @Test
  void wrongSettingsAreListedAsServeListsThem() throws IOException {
    Files.writeString(
        data.resolve("acme.yaml"), "name: acme\nbase_url: https://a.example\nnonsense: 1\n");

    Ended file =
        test(
            Map.of(
                "RUNFLOW_PROVIDERS_DIRECTORY",
                data.toString(),
                "RUNFLOW_PROVIDERS_HTTP_ACME_KEY",
                "k"),
            "acme");
    Ended setting = test(Map.of("RUNFLOW_PROVIDERS_FAL_BASE_URL", "ftp://x"), "fal");

    assertThat(file.code()).isEqualTo(ExitCode.USAGE);
    assertThat(file.err()).contains("acme.yaml").contains("nonsense");
    assertThat(setting.code()).isEqualTo(ExitCode.USAGE);
    assertThat(setting.err()).contains("providers.fal.base_url");
  }

  @Test
  void aFileWithoutAFreeCallIsNotCalledGood() throws IOException {
    Path files = Files.createDirectory(data.resolve("files"));
    Files.writeString(
        files.resolve("acme.yaml"),
        """
        name: acme
        base_url: https://api.acme.example/v1
        submit:
          call: POST /tasks
          fields: {prompt: /prompt}
          ref: {id: /id}
        poll:
          call: GET /tasks/{id}
          status: /state
          states: {GO: running, DONE: succeeded, BROKEN: failed}
        result: {video: /url}
        """);

    Ended ended =
        test(
            Map.of(
                "RUNFLOW_PROVIDERS_DIRECTORY",
                files.toString(),
                "RUNFLOW_PROVIDERS_HTTP_ACME_KEY",
                "k"),
            "acme");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            "nothing was asked: the file of `acme` has no `verify`, a free call that tells\n");
  }

  @Test
  void nothingIsLeftInTheDataFolder() {
    test(Map.of("FAL_KEY", "k", "RUNFLOW_PROVIDERS_FAL_BASE_URL", "http://127.0.0.1:1"), "fal");

    assertThat(data).isEmptyDirectory();
  }

  private Ended test(Map<String, String> settings, String name) {
    List<String> args = new ArrayList<>(List.of("providers", "test", name));
    args.addAll(List.of("--data", data.toString()));
    return CommandLineHarness.run(settings, args.toArray(String[]::new));
  }
}
