package runflow.provider.http;

import java.time.Duration;
import runflow.provider.ProviderCall.Purpose;

/**
 * How long calls may take, from their beginning to the last byte of the answer.
 *
 * @param submit for handing a job over, with its pictures
 * @param rewrite for having a prompt rewritten
 * @param download for a whole file, also one inside an answer
 * @param other for any other call
 */
public record Times(Duration submit, Duration rewrite, Duration download, Duration other) {
  /** What providers need. */
  public static final Times USUAL =
      new Times(
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15));

  Duration of(Purpose purpose) {
    return switch (purpose) {
      case SUBMIT -> submit;
      case REWRITE -> rewrite;
      case DOWNLOAD -> download;
      case POLL, RESULT, CANCEL, CHECK -> other;
    };
  }
}
