package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.cli.CommandLineHarness.Ended;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {
  static final String MODEL =
      """
      {"id":"google/veo3.1","name":"Veo 3.1","description":"With sound on!",
       "pricing":{"label":"$0.2/second","note":"Without audio",
         "rules":[{"label":"$0.6/second","note":"4k with audio"}]},
       "inputs":[
         {"name":"prompt","variable_type_code":"string","is_required":true,"default_value":null,
          "allowed_values":[]},
         {"name":"duration","variable_type_code":"string","is_required":false,
          "default_value":"8s","allowed_values":["4s","6s","8s"]},
         {"name":"generate_audio","variable_type_code":"boolean","default_value":true},
         {"name":"seed","variable_type_code":"integer","default_value":null},
         {"name":"safety_tolerance","variable_type_code":"string","default_value":"4"}]}""";
  private static final String RUNS = "POST /v1/models/google/veo3.1/runs";

  @TempDir private Path folder;
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi().on("GET /v1/models/google/veo3.1", 200, MODEL);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void runsShowsProgressAndSavesTheVideo() {
    api.on(RUNS, 201, run("queued", false, "\"queue_position\":2,\"cost\":\"1.60\","));
    api.on("GET /v1/runs/r-1", 200, run("queued", false, "\"queue_position\":2,"));
    api.on("GET /v1/runs/r-1", 200, run("running", false, "\"progress\":50,"));
    api.on("GET /v1/runs/r-1", 200, run("succeeded", true, output()));
    api.on("GET /v1/files/x", 200, "video");
    Path target = folder.resolve("clip.mp4");

    Ended ended = run("run", "google/veo3.1", "--prompt", "A fox", "--output", target.toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(target).hasContent("video");
    List<String> lines = ended.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("run r-1  $1.60");
    assertThat(lines.get(1)).contains("  0%").endsWith("queued, place 2");
    assertThat(lines.get(2)).contains("[########--------]  50%").endsWith("running");
    assertThat(lines.get(3)).contains("100%").endsWith("succeeded");
    assertThat(lines.get(4)).contains("clip.mp4  (1280x720, 8.0 s, with sound, 2.5 MB)  $1.60");
  }

  @Test
  void typesValuesAsTheModelSays() {
    api.on(RUNS, 201, run("queued", false, ""));

    Ended ended =
        run(
            "run",
            "google/veo3.1",
            "-pA=fox",
            "-sgenerate_audio=false",
            "--set=seed=-7",
            "--set",
            "safety_tolerance=6",
            "--set",
            "nonsense=1",
            "--callback-url=http://me/hook",
            "--no-wait");

    assertThat(ended.code()).isZero();
    JsonNode sent = new JsonMapper().readTree(api.bodyOf(RUNS));
    assertThat(sent)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"input":{"prompt":"A=fox","generate_audio":false,"seed":-7,
                      "safety_tolerance":"6","nonsense":"1"},"callback_url":"http://me/hook"}"""));
    assertThat(api.seen()).hasSize(2);
  }

  @Test
  void aValueThatCannotBeTypedIsRefusedHere() {
    Ended ended = run("run", "google/veo3.1", "-s", "generate_audio=no", "-s", "seed=1");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err())
        .isEqualTo("error: `generate_audio` must be true or false, but was no\n");
  }

  @Test
  void anImageFileGoesInline() throws IOException {
    api.on(RUNS, 201, run("queued", false, ""));
    byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, 1};
    Path image = Files.write(folder.resolve("a picture"), jpeg);
    Path text = Files.writeString(folder.resolve("fake.jpg"), "text");

    assertThat(run("run", "google/veo3.1", "-i", image.toString(), "--no-wait").code()).isZero();
    assertThat(new JsonMapper().readTree(api.bodyOf(RUNS)).at("/input/image_url").asString())
        .isEqualTo("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
    assertThat(run("run", "google/veo3.1", "-i", text.toString()).err()).contains("JPEG");
    assertThat(run("run", "google/veo3.1", "-i", "missing.png").err()).contains("missing.png");
  }

  @Test
  void dryRunOnlyPrices() {
    api.on(RUNS + "?dry_run=true", 200, "{\"cost\":\"4.80\",\"provider\":\"sandbox\"}");

    Ended ended = run("run", "google/veo3.1", "-p", "x", "--dry-run");

    assertThat(ended.out())
        .isEqualTo("google/veo3.1 would cost $4.80 on sandbox; nothing was run\n");
  }

  @Test
  void everyProblemOfTheInputIsALine() {
    api.on(
        RUNS,
        422,
        """
        {"code":"VALIDATION_FAILED","message":"2 problems","errors":[
          {"loc":["input","duration"],"msg":"`duration` must be one of 4s, 6s, 8s","type":"enum"},
          {"loc":["input","promt"],"msg":"`promt` is unknown: did you mean `prompt`?","type":"x"}]}""");

    Ended ended = run("run", "google/veo3.1", "-s", "duration=5s", "-s", "promt=x");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err().lines())
        .containsExactly(
            "error: `duration` must be one of 4s, 6s, 8s",
            "error: `promt` is unknown: did you mean `prompt`?");
  }

  @Test
  void withoutCreditItSaysHowToAddSome() {
    api.on(RUNS, 402, "{\"code\":\"INSUFFICIENT_CREDIT\",\"message\":\"too little\"}");

    Ended ended = run("run", "google/veo3.1", "-p", "x");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("./runflow credits add 25.00 --test");
  }

  @Test
  void nothingIsRunWhenTheVideoCouldNotBeSaved() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    Ended below = run("run", "google/veo3.1", "-p", "x", "-o", file + "/clip.mp4");
    Ended folderItself = run("run", "google/veo3.1", "-p", "x", "-o", folder.toString());

    assertThat(below.code()).isEqualTo(ExitCode.USAGE);
    assertThat(below.err()).startsWith("error: --output: the folder " + file);
    assertThat(folderItself.err()).contains("is a folder");
    assertThat(api.seen()).isEmpty();
  }

  @Test
  void aFailedRunEndsWithItsReason() throws IOException {
    api.on(RUNS, 201, run("queued", false, ""));
    api.on(
        "GET /v1/runs/r-1",
        200,
        run("failed", true, "\"failure_message\":\"the image was not found\",\"cost\":\"0.00\","));

    Ended ended = run("run", "google/veo3.1", "-p", "x");

    assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err())
        .isEqualTo("error: run r-1 ended as failed: the image was not found (it cost nothing)\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theLogIsPrintedHoweverTheRunEnded() {
    api.on(RUNS, 201, run("queued", false, ""));
    api.on("GET /v1/runs/r-1", 200, run("failed", true, "\"failure_message\":\"too dark\","));
    api.on(
        "GET /v1/runs/r-1/logs",
        200,
        """
        {"items":[
          {"id":"l1","level_code":"info","message":"fal took the job","meta":{"request_id":"q-7"},
            "timestamp":"2026-11-22T08:00:01.250+00:00"},
          {"id":"l2","level_code":"warning","message":"it answers slowly","meta":{},
            "timestamp":"2026-11-22T08:00:02.000+00:00"}],"next_pq":null}""");

    Ended ended = run("run", "google/veo3.1", "-p", "x", "--logs");

    assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out())
        .endsWith(
            """
              08:00:01.250  fal took the job (its request q-7)
              08:00:02.000  warning: it answers slowly
            """);
  }

  @Test
  void aLogNeedsTheEndOfTheRun() {
    Ended unwaited = run("run", "google/veo3.1", "-p", "x", "--logs", "--no-wait");
    Ended dry = run("run", "google/veo3.1", "-p", "x", "--logs", "--dry-run");

    assertThat(unwaited.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unwaited.err()).contains("leave out --no-wait");
    assertThat(dry.err()).contains("leave out --dry-run");
    assertThat(api.seen()).isEmpty();
  }

  @Test
  void aDryRunSaysWhyOtherProvidersWouldNotTakeIt() {
    api.on(
        RUNS + "?dry_run=true",
        200,
        """
        {"cost":"1.60","provider":"fal","input":{},"routes":[
          {"provider":"vertex","model":"v","status":"not_configured","reason":"no account"},
          {"provider":"fal","model":"f","status":"ready","reason":null}]}""");

    Ended ended = run("run", "google/veo3.1", "-p", "x", "--dry-run");

    assertThat(ended.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .containsExactly(
            "google/veo3.1 would cost $1.60 on fal; nothing was run",
            "vertex | not configured | no account",
            "fal | ready");
  }

  private String output() {
    return """
    "cost":"1.60","output":{"outputs":[{"url":"%s/v1/files/x","type":"video","width":1280,
      "height":720,"duration":8.0,"has_audio":true,"size_bytes":2500000}]},"""
        .formatted(api.url());
  }

  private static String run(String status, boolean terminal, String more) {
    return "{\"id\":\"r-1\",\"status_code\":\"%s\",\"terminal\":%s,%s\"model\":\"google/veo3.1\"}"
        .formatted(status, terminal, more);
  }

  private Ended run(String... args) {
    return CommandLineHarness.run(
        Map.of("RUNFLOW_BASE_URL", api.url(), "RUNFLOW_API_KEY", "rf_test_a"), args);
  }
}
