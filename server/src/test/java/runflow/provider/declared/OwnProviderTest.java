package runflow.provider.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.config.ProviderConfig;
import runflow.error.FailureCode;
import runflow.json.Json;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.testing.OddAnswers;
import runflow.testing.ScriptedHttp;

/** A provider that nobody has written Java for: the example of the page on providers. */
class OwnProviderTest {
  private final ScriptedHttp server = new ScriptedHttp();
  private final List<ProviderCall> calls = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private static String example() throws Exception {
    String page = Files.readString(Path.of("src/main/resources/docs/providers.md"));
    int begin = page.indexOf("```yaml\nname: acme") + 8;
    return page.substring(begin, page.indexOf("```", begin));
  }

  private static ProviderRequest request(String input) {
    return Accounts.request("acme-video-2", input, Accounts.picture(1080, 1920));
  }

  @Test
  void theExampleOfTheManualMakesAVideo() throws Exception {
    try (DeclaredProvider acme = Accounts.own(example(), server.uri())) {
      server.on(
          "POST /tasks", 200, Map.of("x-credits", "12"), "{\"code\":0,\"data\":{\"task_id\":123}}");
      ProviderRequest request =
          request(
              """
              {"prompt":"a fox","duration":"8s","resolution":"1080p","aspect_ratio":"auto",
               "image_url":"https://a.example/x.png","auto_fix":true,"generate_audio":true}""");
      assertThat(acme.check(request)).isEmpty();
      assertThat(acme.ignored(request))
          .containsExactly("`auto_fix` had no effect: Acme rewrites no prompts");
      var taken = (ProviderResult.Accepted) acme.submit(request, calls::add);
      assertThat(taken.ref()).isEqualTo("123");
      assertThat(Json.tree(server.last().body()))
          .isEqualTo(
              Json.tree(
                  """
                  {"mode":"pro","model":"acme-video-2","input":{"text":"a fox","seconds":8,
                   "quality":"full-hd","ratio":"9:16","frames":["data:image/png;base64,AQID"]}}"""));
      assertThat(server.last().headers()).containsEntry("x-acme-key", "k-1");
      assertThat(calls.getLast().cost()).isEqualTo(Optional.of("12"));

      server.on("GET /tasks/123", 200, "{\"data\":{\"state\":\"RENDERING\",\"done\":0.5}}");
      assertThat(acme.poll("123", calls::add))
          .isEqualTo(
              new ProviderResult.Running(OptionalInt.of(50), java.time.Duration.ofSeconds(10)));

      server.on("GET /tasks/123", 200, "{\"data\":{\"state\":\"DONE\",\"file\":\"f 9\"}}");
      server.on(
          "GET /files",
          200,
          "{\"files\":[{\"url\":\"{base}/a.mp4\",\"flagged\":false}],\"seed\":5}");
      var done = (ProviderResult.Succeeded) acme.poll("123", calls::add);
      assertThat(server.last().line()).isEqualTo("GET /files?id=f%209");
      assertThat(done.artifacts()).hasSize(1);
      assertThat(done.nsfw()).isEqualTo(Optional.of(false));
      assertThat(done.seed()).hasValue(5);
    }
  }

  @Test
  void aRefusalWithAStatusOfSuccessIsARefusal() throws Exception {
    try (DeclaredProvider acme = Accounts.own(example(), server.uri())) {
      server.on("POST /tasks", 200, "{\"code\":1301,\"message\":\"risky\\u0000 words\"}");
      assertThat(acme.submit(request("{\"prompt\":\"x\"}"), calls::add))
          .isEqualTo(
              new ProviderResult.Rejected(
                  FailureCode.CONTENT_BLOCKED, "provider `acme` blocked the content: risky words"));
      server.on("POST /tasks", 200, "{\"code\":9999,\"message\":\"hm\"}");
      assertThat(acme.submit(request("{\"prompt\":\"x\"}"), calls::add))
          .isInstanceOf(ProviderResult.Lost.class);
    }
  }

  @Test
  void anOperatorsFileIsFoundAndReplacesAShippedOne(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("acme.yaml"), example());
    Files.writeString(folder.resolve("own-fal.yaml"), example().replace("name: acme", "name: fal"));
    Files.writeString(folder.resolve("notes.txt"), "nothing");
    Map<String, Declaration> all = Declarations.load(Optional.of(folder));
    assertThat(all.keySet()).containsExactlyInAnyOrder("fal", "replicate", "acme");
    assertThat(all.values())
        .extracting(one -> one.parts().submit().call().target())
        .containsExactlyInAnyOrder("/tasks", "/tasks", "/models/{model}/predictions");
  }

  /** Whatever is answered is a result or a refusal, never an exception, and never a free job. */
  @Test
  void noAnswerBreaksTheInterpreter() throws Exception {
    var odd = new OddAnswers(2);
    List<String> names =
        List.of("data", "code", "message", "state", "task_id", "done", "files", "seed", "file");
    try (DeclaredProvider acme = Accounts.own(example(), server.uri())) {
      for (int round = 0; round < 300; round++) {
        String answer = "{\"data\":%s}".formatted(odd.of(names));
        server.on("POST /tasks", odd.status(), round % 2 == 0 ? answer : odd.of(names));
        server.on("GET /tasks/1", odd.status(), answer);
        server.on("GET /files", odd.status(), odd.of(names));
        server.on("DELETE /tasks/1", odd.status(), answer);
        assertThat(acme.submit(request("{\"prompt\":\"x\"}"), calls::add)).isNotNull();
        assertThat(acme.poll("1", calls::add)).as(answer).isNotNull();
        assertThat(acme.cancel("1", calls::add)).as(answer).isFalse();
      }
    }
  }

  @Test
  void aReferenceOfAnotherFileIsLost() throws Exception {
    try (DeclaredProvider fal = Accounts.shipped("fal", server.uri())) {
      for (String ref : List.of("r-1", "{}", "[", "7", "{\"id\":\"r-1\"}", "")) {
        assertThat(fal.poll(ref, calls::add)).isInstanceOf(ProviderResult.Lost.class);
        assertThat(fal.cancel(ref, calls::add)).isFalse();
      }
    }
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void aKeyThatCannotStandInAHeaderStopsTheStart() {
    var key = Optional.of(new ProviderConfig.Secret("k-1\n"));
    assertThatThrownBy(
            () ->
                new DeclaredProvider(
                    Accounts.declaration("fal"),
                    new ProviderConfig.Declared(key, Optional.empty()),
                    Accounts.LIMITS,
                    InstantSource.fixed(Accounts.NOW)))
        .hasMessage(
            "the key of provider `fal` must be ASCII without spaces or line breaks, but is not: copy it again");
  }
}
