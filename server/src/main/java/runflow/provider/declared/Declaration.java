package runflow.provider.declared;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runflow.provider.Terms;
import tools.jackson.databind.node.ObjectNode;

/** A provider as its YAML file describes it: paths, mappings and words, all of them checked. */
public final class Declaration {
  /** The words of one file, in its own order. */
  record Parts(
      String name,
      Access access,
      Pace pace,
      Submission submit,
      Poll poll,
      Outcome result,
      Optional<Cancel> cancel,
      ErrorRules errors,
      Optional<Cost> cost,
      Optional<Webhook> webhook,
      Optional<Verify> verify) {}

  /**
   * How to get there.
   *
   * @param hosts others that answers may point at
   * @param auth headers of every call, with {@code {key}} in them
   */
  record Access(URI baseUrl, Set<String> hosts, Map<String, String> auth) {}

  /** What holds for every job there, and how long to wait between two looks at one. */
  record Pace(Terms terms, Duration pollAfter) {}

  /**
   * How a job is handed over.
   *
   * @param body what is sent with every job; {@code {model}} in it stands for the route's model
   * @param ref what is kept of the answer
   */
  record Submission(
      HttpCall call,
      Map<String, String> headers,
      ObjectNode body,
      Map<String, FieldMapping> fields,
      Map<String, Pointer> ref) {}

  /**
   * How a job is looked at.
   *
   * @param states by the provider's word in lower case
   */
  record Poll(
      HttpCall call, Pointer status, Map<String, JobState> states, List<Pointer> progress) {}

  /**
   * What a finished job left.
   *
   * @param call that fetches it; empty if the look at the job has it already
   */
  record Outcome(
      Optional<HttpCall> call,
      List<Pointer> video,
      Optional<Pointer> seed,
      Optional<Pointer> inferenceSeconds,
      Optional<Pointer> nsfw) {}

  /**
   * How a job is stopped.
   *
   * @param freeIf what an answer must all hold to say that nothing will be billed
   */
  record Cancel(HttpCall call, Map<Pointer, List<String>> freeIf) {}

  /** Where a provider says what it charges. */
  sealed interface Cost {
    record Header(String name) implements Cost {}

    record Body(Pointer at) implements Cost {}
  }

  /**
   * How a provider tells that a job has moved on.
   *
   * @param query parameter of the submission that takes our URL
   * @param field of its body that does
   * @param body sent along
   */
  record Webhook(
      Optional<String> query, Optional<Pointer> field, ObjectNode body, Signature signature) {}

  /** How its messages are signed and where what verifies them comes from. */
  sealed interface Signature {
    HttpCall keys();

    /**
     * Ed25519 by a key of a JWK set over request id, user id, time and SHA-256 of the body.
     *
     * @param headers what the names of the four headers start with
     */
    record Ed25519Jwks(HttpCall keys, String headers) implements Signature {}

    /** HMAC-SHA256 as standard-webhooks.com has it; {@code secret} is where the secret is. */
    record StandardWebhooks(HttpCall keys, Pointer secret) implements Signature {}
  }

  /** A call that is free and tells whether the key is good. */
  record Verify(HttpCall call, Set<Integer> good) {}

  private final Parts parts;

  Declaration(Parts parts) {
    this.parts = parts;
  }

  /** The name that routes use. */
  public String name() {
    return parts.name();
  }

  /** The same with another time between two looks at a job. */
  public Declaration every(Duration pollAfter) {
    return new Declaration(
        new Parts(
            parts.name(),
            parts.access(),
            new Pace(parts.pace().terms(), pollAfter),
            parts.submit(),
            parts.poll(),
            parts.result(),
            parts.cancel(),
            parts.errors(),
            parts.cost(),
            parts.webhook(),
            parts.verify()));
  }

  Parts parts() {
    return parts;
  }
}
