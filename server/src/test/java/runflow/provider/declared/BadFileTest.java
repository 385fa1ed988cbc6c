package runflow.provider.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.json.Json;

/** Each row breaks a shipped file in one place and names what must be said. */
class BadFileTest {
  private static final int ROUNDS = 4000;

  private static String shipped(String name) {
    try (InputStream file =
        Objects.requireNonNull(
            BadFileTest.class.getResourceAsStream("/providers/" + name + ".yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> problems(String yaml) {
    List<String> problems = new ArrayList<>();
    boolean read = Declarations.read("fal.yaml", yaml, problems).isPresent();
    assertThat(problems.isEmpty()).as(String.join("\n", problems)).isEqualTo(read);
    return problems;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          name: fal | nam: fal | /nam is unknown here: did you mean `name`?
          name: fal | nam: fal | /name is missing: it must be text
          name: fal | name: Fal | /name must be a to z, 0 to 9, - and _, begin with a letter, have at most 32 characters and be none of sandbox, vertex, gemini, but was Fal
          name: fal | name: vertex | /name must be a to z, 0 to 9, - and _, begin with a letter, have at most 32 characters and be none of sandbox, vertex, gemini, but was vertex
          base_url: https://queue.fal.run | base_url: queue.fal.run | /base_url must be an http(s) URL without a query or a slash at its end, but was queue.fal.run
          base_url: https://queue.fal.run | base_url: https://queue.fal.run/ | /base_url must be an http(s) URL without a query or a slash at its end, but was https://queue.fal.run/
          hosts: [fal.media, | hosts: ["*.fal.media", | /hosts must be host names, with a dot in front for all hosts below, but was *.fal.media
          auth: {Authorization: | auth: {Host: | /auth must be headers that are not made by the server itself, but was Host
          execution_time: 15m | execution_time: 15 | /execution_time must be text, but was 15
          execution_time: 15m | execution_time: 25h | /execution_time must be a duration such as 15m or 5s, at most 24h, but was 25h
          poll_after: 5s | poll_after: 15m | /poll_after must be less than execution_time, or no job would be looked at
          poll_after: 5s | cancels_for_free: yes | /cancels_for_free must be true or false, but was yes
          call: POST /{model} | call: /{model} | /submit/call must be a call such as `GET /videos/{id}`, but was /{model}
          call: POST /{model} | call: POST /{modle} | /submit/call names {modle}, which nothing fills: did you mean `model`?
          call: POST /{model} | cal: POST /{model} | /submit/call is missing: it must be a call such as `GET /videos/{id}`
          prompt: /prompt | prompt: prompt | /submit/fields/prompt must be a JSON pointer such as /video/url, but was prompt
          prompt: /prompt | prompt: /a/*/b | /submit/fields/prompt cannot be written to: its steps must be names, or 0 for the one entry of a list
          prompt: /prompt | prompt: [] | /submit/fields/prompt must be a mapping, but was a list
          as: data_uri | as: data-url | /submit/fields/image_url/as must be one of as_is, text, seconds, aspect_ratio, data_uri, base64, but was data-url
          {to: /image_url, as: data_uri} | {as: data_uri} | /submit/fields/image_url/to or `ignored` with a sentence must be there, and not both
          as: data_uri | as: aspect_ratio | /submit/fields/image_url/allowed must list the ratios to choose from, such as "16:9"
          as: data_uri | min: low | /submit/fields/image_url/min must be a number
          ref: {id: /request_id, | ref: {id: request_id, | /submit/ref/id must be a JSON pointer such as /video/url, but was request_id
          call: GET {status} | call: GET {state} | /poll/call names {state}, which nothing fills: did you mean `status`?
          IN_QUEUE: queued | IN_QUEUE: waiting | /poll/states/IN_QUEUE must be one of queued, running, succeeded, failed, canceled, or a failure code, but was waiting
          COMPLETED: succeeded | COMPLETED: failed | /poll/states must map at least one word to succeeded, or no job would ever end well
          video: /video/url | vidoe: /video/url | /result/vidoe is unknown here: did you mean `video`?
          video: /video/url | vidoe: /video/url | /result/video is missing: it must be a JSON pointer such as /video/url
          call: GET {result} | call: GET {resulted} | /result/call names {resulted}, which nothing fills: did you mean `result`?
          free_if: {/status: OK} | free_if: {status: OK} | /cancel/free_if must be a JSON pointer such as /video/url, but was status
          code: CONTENT_BLOCKED} | code: BLOCKED} | /errors/rules/0/code must be a failure code such as CONTENT_BLOCKED, but was BLOCKED
          {type: content_policy_violation, | { | /errors/rules/0/type is missing, as are text and status: a rule must name one of them
          {type: content_policy_violation, | {status: [42], | /errors/rules/0/status must be statuses of HTTP such as 404, but was 42
          query: fal_webhook | x: y | /webhook/field or /webhook/query must say where our URL goes, and not both
          query: fal_webhook | query: a b | /webhook/query must be a plain name of a parameter, but was a b
          call: GET {status} | call: GET /a^b/{status} | /poll/call must be a call such as `GET /videos/{id}`, but was GET /a^b/{status}
          call: GET {status} | call: GET /{status}/{ | /poll/call must be a call such as `GET /videos/{id}`, but was GET /{status}/{
          signed: ed25519-jwks | signed: hmac | /webhook/signed must be one of ed25519-jwks, standard-webhooks, but was hmac
          https://rest.fal.ai/ | https://rest.example/ | /webhook/keys must be below the base URL or on one of `hosts`: add its host there
          signed: ed25519-jwks | signed: standard-webhooks | /webhook/secret is missing: it must be a JSON pointer such as /key
          good: [404, 422] | good: [fine] | /verify/good must be statuses of HTTP such as 404, but was fine
          name: fal | name: *x | line 1 is not readable as YAML: aliases are not supported: write the value out
          """)
  void aMistakeIsNamedWithItsPlace(String right, String wrong, String problem) {
    String yaml = shipped("fal");
    assertThat(yaml).contains(right);
    assertThat(problems(yaml.replace(right, wrong))).contains("fal.yaml: " + problem);
  }

  @Test
  void allMistakesOfAllFilesAreToldAtOnce(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "name: a\n");
    Files.writeString(folder.resolve("b.yaml"), "- x\n");
    Files.writeString(folder.resolve("c.yml"), "name: c\n");
    Files.writeString(folder.resolve("d.yaml"), shipped("fal").replace("name: fal", "name: d"));
    Files.writeString(folder.resolve("e.yaml"), shipped("fal").replace("name: fal", "name: d"));
    assertThatThrownBy(() -> Declarations.load(Optional.of(folder)))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e ->
                assertThat(e.problems())
                    .contains(
                        "a.yaml: /base_url is missing: it must be a URL such as https://api.example.com/v1",
                        "a.yaml: /submit is missing: it must be a mapping",
                        "a.yaml: /poll is missing: it must be a mapping",
                        "a.yaml: /result is missing: it must be a mapping",
                        "b.yaml: a provider file must be a mapping with `name`, `submit`, `poll` and so on",
                        "c.yml: provider files end in .yaml: rename it, or it would be left out",
                        "e.yaml: /name `d` is taken by another file of the folder"));
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> Declarations.load(Optional.of(nowhere)))
        .hasMessageContaining("the folder of providers cannot be read: does it exist?");
  }

  /** Whatever becomes of a file, it is read or its problems are told; nothing else comes out. */
  @Test
  void everyMutilatedFileIsReadOrExplained() {
    var random = new Random(20261122);
    List<String> files = List.of(shipped("fal"), shipped("replicate"));
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String yaml = mutilated(files.get(random.nextInt(2)), files.get(random.nextInt(2)), random);
      List<String> problems = new ArrayList<>();
      Optional<Declaration> declaration = Declarations.read("fal.yaml", yaml, problems);
      assertThat(declaration.isPresent()).as(yaml).isEqualTo(problems.isEmpty());
      assertThat(problems).as(yaml).allMatch(problem -> problem.startsWith("fal.yaml: "));
      assertThat(problems).as(yaml).allMatch(problem -> problem.lines().count() == 1);
      if (declaration.isPresent()) {
        read++;
        assertThat(Json.bytes(declaration.get().name())).isNotEmpty();
      }
    }
    assertThat(read).isBetween(ROUNDS / 50, ROUNDS * 49 / 50);
  }

  private static final List<String> SCRAPS =
      List.of(
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "\n",
          "  ",
          "\"",
          "/",
          "{id}",
          "null",
          "1e999999999",
          "~",
          "*",
          "&a",
          "!!binary x",
          "0x1f",
          "true",
          "\u0000",
          "\ud800",
          "%",
          "|\n",
          "? ",
          "{}",
          "[]",
          "{model}",
          "/a/0/*",
          "-1",
          "99999999999999999999");

  private static String mutilated(String yaml, String other, Random random) {
    StringBuilder text = new StringBuilder(yaml);
    for (int cut = random.nextInt(3); cut >= 0; cut--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
        case 2 -> text.replace(at, end, SCRAPS.get(random.nextInt(SCRAPS.size())));
        default -> {
          int from = random.nextInt(other.length());
          text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
        }
      }
    }
    return text.toString();
  }
}
