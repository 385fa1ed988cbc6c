package runflow.fake;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a fake does instead of the right thing. Every one but the four "once" stays until changed.
 */
public enum Fault {
  /** Answers as the provider does. */
  NONE(Places.EVERYWHERE),
  /** Does the work, then holds the answer until {@link FakeProvider#release} or the slow delay. */
  SLOW(Places.EVERYWHERE),
  /** 429 without Retry-After, once; no job is made. */
  TOO_MANY_REQUESTS(Places.EVERYWHERE),
  /** 429 with Retry-After in seconds, once; no job is made. */
  TOO_MANY_REQUESTS_WITH_RETRY_AFTER(Places.EVERYWHERE),
  /** 500, once; no job is made. */
  INTERNAL_ERROR_ONCE(Places.EVERYWHERE),
  /** 503, once; no job is made. */
  UNAVAILABLE_ONCE(Places.EVERYWHERE),
  /** Closes the connection before it reads the request's body; no job is made. */
  DROP_BEFORE_BODY(Places.EVERYWHERE),
  /** Reads the request and does the work, makes the job too, then closes without an answer. */
  DROP_AFTER_BODY(Places.EVERYWHERE),
  /** Does the work, then answers with half of the JSON text. */
  MALFORMED_JSON(Places.ANSWERS_JSON),
  /** The file ends in the middle of a box; Content-Length is that of what is sent. */
  TRUNCATED_MP4(Places.DOWNLOAD),
  /** Closes the connection halfway through the announced Content-Length. */
  SHORT_DOWNLOAD(Places.DOWNLOAD),
  /** An HTML page with status 200. */
  WRONG_CONTENT_TYPE(Places.EVERYWHERE),
  /** Does the work, then streams a JSON text, or a video, that has no end. */
  ENDLESS_BODY(Places.EVERYWHERE),
  /** Redirects the download to {@link FakeProvider#redirectTo}, at first a link-local address. */
  REDIRECT_TO_PRIVATE(Places.DOWNLOAD),
  /** The job stays in the running state. */
  NEVER_ENDS(Places.POLL),
  /** The job, or the file, is no longer known, in the provider's own shape. */
  RESULT_EXPIRED(Places.AFTER_SUBMIT),
  /** The job renders, and then the provider's filter withholds the video. */
  MODERATED_AFTER_RENDER(Places.END_OF_JOB),
  /** The job is in a state that no documentation names. */
  UNKNOWN_STATE(Places.POLL),
  /** The credentials are refused. */
  UNAUTHORIZED(Places.EVERYWHERE),
  /** 404, saying that the model "is no longer available". */
  MODEL_RETIRED(Places.NAMES_MODEL);

  private final Places places;

  Fault(Places places) {
    this.places = places;
  }

  /** Where it makes sense, whatever the protocol. */
  public Set<Where> places() {
    EnumSet<Where> all = EnumSet.allOf(Where.class);
    all.removeIf(where -> !places.hold(where));
    return all;
  }

  /** Whether it is over after the first request that it met. */
  public boolean once() {
    return this == TOO_MANY_REQUESTS
        || this == TOO_MANY_REQUESTS_WITH_RETRY_AFTER
        || this == INTERNAL_ERROR_ONCE
        || this == UNAVAILABLE_ONCE;
  }

  private enum Places {
    EVERYWHERE,
    ANSWERS_JSON,
    AFTER_SUBMIT,
    NAMES_MODEL,
    END_OF_JOB,
    POLL,
    DOWNLOAD;

    boolean hold(Where where) {
      return switch (this) {
        case EVERYWHERE -> true;
        case ANSWERS_JSON -> where != Where.DOWNLOAD;
        case AFTER_SUBMIT -> where != Where.SUBMIT;
        case NAMES_MODEL -> where == Where.SUBMIT || where == Where.POLL;
        case END_OF_JOB -> where == Where.POLL || where == Where.RESULT;
        case POLL -> where == Where.POLL;
        case DOWNLOAD -> where == Where.DOWNLOAD;
      };
    }
  }
}
