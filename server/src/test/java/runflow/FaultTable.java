package runflow;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import runflow.fake.Fault;
import runflow.fake.Where;

/** What becomes of a run by fault and by the call that meets it, as {@link Drive} words it. */
final class FaultTable {
  private static final List<Where> COLUMNS =
      List.of(Where.SUBMIT, Where.POLL, Where.RESULT, Where.DOWNLOAD);

  private static final String TABLE =
      """
      NONE                               | SUCCEEDED                     | SUCCEEDED                | SUCCEEDED                     | SUCCEEDED
      SLOW                               | LOST                          | AGAIN 5s, SUCCEEDED      | AGAIN 5s, SUCCEEDED           | FILE_RETRY, SUCCEEDED
      TOO_MANY_REQUESTS                  | RETRY_SUBMIT 30s              | AGAIN 30s, SUCCEEDED     | AGAIN 30s, SUCCEEDED          | FILE_RETRY, SUCCEEDED
      TOO_MANY_REQUESTS_WITH_RETRY_AFTER | RETRY_SUBMIT 7s               | AGAIN 7s, SUCCEEDED      | AGAIN 7s, SUCCEEDED           | FILE_RETRY, SUCCEEDED
      INTERNAL_ERROR_ONCE                | REJECTED PROVIDER_UNAVAILABLE | AGAIN 10s, SUCCEEDED     | REJECTED PROVIDER_UNAVAILABLE | FILE_RETRY, SUCCEEDED
      UNAVAILABLE_ONCE                   | RETRY_SUBMIT 10s              | AGAIN 10s, SUCCEEDED     | REJECTED PROVIDER_UNAVAILABLE | FILE_RETRY, SUCCEEDED
      DROP_BEFORE_BODY                   | LOST                          | AGAIN 5s, STILL_RUNNING  | AGAIN 5s, STILL_RUNNING       | FILE_RETRY, STILL_RUNNING
      DROP_AFTER_BODY                    | LOST                          | AGAIN 5s, STILL_RUNNING  | AGAIN 5s, STILL_RUNNING       | FILE_RETRY, STILL_RUNNING
      MALFORMED_JSON                     | LOST                          | AGAIN 10s, STILL_RUNNING | AGAIN 10s, STILL_RUNNING      | -
      WRONG_CONTENT_TYPE                 | LOST                          | AGAIN 10s, STILL_RUNNING | AGAIN 10s, STILL_RUNNING      | FILE_UNUSABLE
      ENDLESS_BODY                       | LOST                          | AGAIN 5s, STILL_RUNNING  | AGAIN 5s, STILL_RUNNING       | FILE_UNUSABLE
      TRUNCATED_MP4                      | -                             | -                        | -                             | FILE_UNUSABLE
      SHORT_DOWNLOAD                     | -                             | -                        | -                             | FILE_RETRY, STILL_RUNNING
      REDIRECT_TO_PRIVATE                | -                             | -                        | -                             | FILE_UNUSABLE
      NEVER_ENDS                         | -                             | STILL_RUNNING            | -                             | -
      UNKNOWN_STATE                      | -                             | STILL_RUNNING            | -                             | -
      RESULT_EXPIRED                     | -                             | LOST                     | LOST                          | FILE_UNUSABLE
      MODERATED_AFTER_RENDER             | -                             | REJECTED CONTENT_BLOCKED | REJECTED CONTENT_BLOCKED      | -
      UNAUTHORIZED                       | UNUSABLE_PROVIDER             | AGAIN 30s, STILL_RUNNING | AGAIN 30s, STILL_RUNNING      | FILE_RETRY, STILL_RUNNING
      MODEL_RETIRED                      | UNUSABLE_PROVIDER             | LOST                     | -                             | -
      """;

  private static final Set<Adapter> VEO =
      EnumSet.of(Adapter.VERTEX, Adapter.VERTEX_INLINE, Adapter.GEMINI);
  private static final Set<Adapter> GOOGLE =
      EnumSet.of(Adapter.VERTEX, Adapter.VERTEX_INLINE, Adapter.GEMINI, Adapter.INTERACTIONS);

  /**
   * What some adapters make of a fault instead.
   *
   * @param who in words
   * @param why in words
   */
  record Own(
      Fault fault, Where where, Set<Adapter> adapters, String outcome, String who, String why) {}

  private static final List<Own> EXCEPTIONS =
      List.of(
          new Own(
              Fault.MALFORMED_JSON,
              Where.POLL,
              GOOGLE,
              "AGAIN 5s, STILL_RUNNING",
              "Google",
              "Its answers may hold a file and are read while they flow, so such a one broke off"),
          new Own(
              Fault.WRONG_CONTENT_TYPE,
              Where.POLL,
              GOOGLE,
              "AGAIN 5s, STILL_RUNNING",
              "Google",
              "The reason is the same"),
          new Own(
              Fault.UNKNOWN_STATE,
              Where.POLL,
              VEO,
              "REJECTED PROVIDER_NO_OUTPUT",
              "Veo at Google",
              "Its jobs have no word for their state: what is done, with neither a video nor a"
                  + " reason, has failed"),
          new Own(
              Fault.RESULT_EXPIRED,
              Where.POLL,
              EnumSet.of(Adapter.REPLICATE),
              "REJECTED PROVIDER_NO_OUTPUT",
              "Replicate",
              "It says that the job succeeded, but has removed its output"),
          new Own(
              Fault.MODERATED_AFTER_RENDER,
              Where.POLL,
              EnumSet.of(Adapter.VLLM_OMNI, Adapter.SGLANG),
              "REJECTED PROVIDER_REJECTED",
              "vLLM-Omni or SGLang",
              "They have no code for it; the message has the server's words"));

  private final Map<Fault, Map<Where, String>> cells = new EnumMap<>(Fault.class);

  FaultTable() {
    TABLE
        .lines()
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .forEach(row -> cells.put(Fault.valueOf(row.getFirst()), cells(row)));
  }

  private static Map<Where, String> cells(List<String> row) {
    Map<Where, String> cells = new EnumMap<>(Where.class);
    for (int i = 0; i < COLUMNS.size(); i++) {
      cells.put(COLUMNS.get(i), row.get(i + 1));
    }
    return cells;
  }

  /** The faults that the table knows, in its order. */
  List<Fault> faults() {
    return Arrays.stream(Fault.values()).filter(cells::containsKey).toList();
  }

  List<Own> exceptions() {
    return EXCEPTIONS;
  }

  /** What is expected of every adapter but the exceptions; {@code -} where it cannot happen. */
  String outcome(Fault fault, Where where) {
    return Objects.requireNonNull(cells.getOrDefault(fault, Map.of()).get(where), fault.name());
  }

  /** What is expected of one adapter. */
  String outcome(Fault fault, Where where, Adapter adapter) {
    return EXCEPTIONS.stream()
        .filter(own -> own.fault() == fault && own.where() == where)
        .filter(own -> own.adapters().contains(adapter))
        .map(Own::outcome)
        .findFirst()
        .orElseGet(() -> outcome(fault, where));
  }
}
