package runflow.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;

/**
 * The verification programs of the callbacks page, run as they stand on a callback that a server
 * has sent: they accept it, and refuse a changed body, another secret and an old message.
 */
class CallbackSamplesTest {
  private static final String PAGE = Rendered.page("/docs/callbacks.md");
  private static final String OTHER =
      "whsec_"
          + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  private static CallbackReceiver.Received callback;
  private static String secret = "";

  @TempDir private Path folder;

  @BeforeAll
  static void receiveACallback() throws Exception {
    try (var server = TestServer.start();
        var receiver = CallbackReceiver.answering(200)) {
      secret =
          server
              .post("/v1/callback-secrets", "{\"label\":\"docs\"}")
              .json()
              .path("plain_secret")
              .stringValue();
      server.post(
          "/v1/models/google/veo3.1/runs",
          """
          {"input":{"prompt":"it's \\u00e9"},"callback_url":"%s",
           "metadata":{"sandbox":{"fail":"CONTENT_BLOCKED"},"note":"a 'quoted' \\\\ \\u00fc"}}"""
              .formatted(receiver.url()));
      callback = receiver.take();
    }
  }

  @Test
  void python() throws Exception {
    String program =
        samples("python")
            + """

            import sys
            read = lambda name: open(sys.argv[1] + "/" + name, "rb").read()
            text = lambda name: read(name).decode()
            body, secret, other = read("body"), text("secret"), text("other")
            headers = dict(line.split(": ", 1) for line in text("headers").splitlines())
            old = {**headers, "webhook-timestamp": "1700000000"}
            mine = headers["runflow-signature"]
            print(is_ours(body, mine, secret), is_ours(body + b" ", mine, secret), is_ours(body, mine, other),
                  is_fresh_and_ours(body, headers, secret), is_fresh_and_ours(body + b" ", headers, secret),
                  is_fresh_and_ours(body, headers, other), is_fresh_and_ours(body, old, secret))
            """;
    verdicts(Program.run(program, "python3", "-", written()));
  }

  @Test
  void node() throws Exception {
    String program =
        samples("javascript").replaceFirst("import crypto from \"node:crypto\";", "")
            + """

            import { readFileSync } from "node:fs";
            const read = (name) => readFileSync(process.argv[2] + "/" + name);
            const body = read("body"), changed = Buffer.concat([body, Buffer.from(" ")]);
            const secret = read("secret").toString(), other = read("other").toString();
            const headers = Object.fromEntries(
              read("headers").toString().trim().split("\\n").map((line) => line.split(/: (.*)/s)));
            const old = { ...headers, "webhook-timestamp": "1700000000" };
            const mine = headers["runflow-signature"];
            console.log(
              isOurs(body, mine, secret), isOurs(changed, mine, secret), isOurs(body, mine, other),
              isFreshAndOurs(body, headers, secret), isFreshAndOurs(changed, headers, secret),
              isFreshAndOurs(body, headers, other), isFreshAndOurs(body, old, secret));
            """;
    verdicts(Program.run(program, "node", "--input-type=module", "-", written()));
  }

  @Test
  void java() throws Exception {
    String imports =
        samples("java")
            .lines()
            .filter(line -> line.startsWith("import "))
            .distinct()
            .collect(Collectors.joining("\n"));
    String classes =
        samples("java")
            .lines()
            .filter(line -> !line.startsWith("import "))
            .collect(Collectors.joining("\n"));
    String program =
        imports
            + """

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.HashMap;

            class Try {
              public static void main(String[] arguments) throws Exception {
                Path folder = Path.of(arguments[0]);
                byte[] body = Files.readAllBytes(folder.resolve("body"));
                byte[] changed = java.util.Arrays.copyOf(body, body.length + 1);
                String secret = Files.readString(folder.resolve("secret"));
                String other = Files.readString(folder.resolve("other"));
                Map<String, String> headers = new HashMap<>();
                for (String line : Files.readAllLines(folder.resolve("headers"))) {
                  headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]);
                }
                Map<String, String> old = new HashMap<>(headers);
                old.put("webhook-timestamp", "1700000000");
                String mine = headers.get("runflow-signature");
                System.out.println(Callbacks.isOurs(body, mine, secret)
                    + " " + Callbacks.isOurs(changed, mine, secret)
                    + " " + Callbacks.isOurs(body, mine, other)
                    + " " + FreshCallbacks.isFreshAndOurs(body, headers, secret)
                    + " " + FreshCallbacks.isFreshAndOurs(changed, headers, secret)
                    + " " + FreshCallbacks.isFreshAndOurs(body, headers, other)
                    + " " + FreshCallbacks.isFreshAndOurs(body, old, secret));
              }
            }
            """
            + classes;
    Path source = Files.writeString(folder.resolve("Try.java"), program);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    verdicts(Program.run("", java, source.toString(), written()));
  }

  @Test
  void php() throws Exception {
    String program =
        "<?php\n"
            + samples("php")
            + """

            $read = fn($name) => file_get_contents($argv[1] . '/' . $name);
            [$body, $secret, $other] = [$read('body'), $read('secret'), $read('other')];
            $headers = [];
            foreach (explode("\\n", trim($read('headers'))) as $line) {
                [$name, $value] = explode(': ', $line, 2);
                $headers[$name] = $value;
            }
            $old = ['webhook-timestamp' => '1700000000'] + $headers;
            $mine = $headers['runflow-signature'];
            echo implode(' ', array_map(fn($holds) => $holds ? 'true' : 'false', [
                is_ours($body, $mine, $secret), is_ours($body . ' ', $mine, $secret), is_ours($body, $mine, $other),
                is_fresh_and_ours($body, $headers, $secret), is_fresh_and_ours($body . ' ', $headers, $secret),
                is_fresh_and_ours($body, $headers, $other), is_fresh_and_ours($body, $old, $secret)]));
            """;
    Path source = Files.writeString(folder.resolve("try.php"), program);
    verdicts(Program.run("", "php", source.toString(), written()));
  }

  private static String samples(String language) {
    List<String> samples = Rendered.code(PAGE, language);
    assertThat(samples).hasSize(2);
    return String.join("\n", samples);
  }

  /** Each kind of signature: genuine, changed, another secret; and old where that is looked at. */
  private static void verdicts(String printed) {
    assertThat(printed.strip().toLowerCase(Locale.ROOT))
        .isEqualTo("true false false true false false false");
  }

  /** Leaves what was received in files, so that no quoting comes between. */
  private String written() throws Exception {
    Files.write(folder.resolve("body"), callback.body());
    Files.writeString(folder.resolve("secret"), secret);
    Files.writeString(folder.resolve("other"), OTHER);
    String headers =
        callback.headers().entrySet().stream()
            .map(one -> one.getKey().toLowerCase(Locale.ROOT) + ": " + one.getValue().getFirst())
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(folder.resolve("headers"), headers);
    return folder.toString();
  }
}
