package runflow.account;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.id.KeyId;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a list is asked for.
 *
 * @param before the id after which it goes on, downwards
 */
record Page(UUID before, int limit) {
  /** Above every id. */
  private static final UUID TOP = new UUID(-1, -1);

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");
  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

  /**
   * Reads {@code limit} and {@code pq}.
   *
   * @throws ApiException {@code BAD_REQUEST}
   */
  static Page of(Call call) {
    UUID before =
        call.query("pq")
            .map(
                text ->
                    KeyId.parse(text)
                        .orElseThrow(
                            () ->
                                new ApiException(
                                    ErrorCode.BAD_REQUEST,
                                    "`pq` must be the `next_pq` of an earlier page"))
                        .value())
            .orElse(TOP);
    return new Page(before, call.query("limit").map(Page::limit).orElse(DEFAULT_LIMIT));
  }

  private static int limit(String text) {
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > LARGEST_LIMIT) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`limit` must be a number from 1 to 500, but was " + Shown.of(text, 20));
    }
    return Integer.parseInt(text);
  }

  /**
   * The answer with one page.
   *
   * @param found up to one more than {@code limit}
   */
  <T> Reply reply(List<T> found, Function<T, UUID> id, Function<T, ObjectNode> view) {
    boolean more = found.size() > limit;
    List<T> page = more ? found.subList(0, limit) : found;
    ObjectNode answer = Json.object();
    var items = answer.putArray("items");
    page.forEach(one -> items.add(view.apply(one)));
    answer.put("next_pq", more ? id.apply(page.getLast()).toString() : null).putNull("prev_pq");
    return Reply.json(200, answer);
  }
}
