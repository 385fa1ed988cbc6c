package runflow.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import runflow.billing.Account;
import runflow.http.Caller;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.list.Page;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs as objects of the API, for features that show them in another shape: every check, price and
 * limit is that of the run's own routes.
 */
public final class RunObjects {
  private final RunStore store;
  private final RunView view;
  private final RunLists lists;
  private final SubmitRun submit;
  private final CancelRun cancel;

  RunObjects(Runs.Shared shared, RunLists lists, SubmitRun submit, CancelRun cancel) {
    this.store = shared.store();
    this.view = shared.view();
    this.lists = lists;
    this.submit = submit;
    this.cancel = cancel;
  }

  /**
   * A request to create a run.
   *
   * @param body JSON as {@code POST /v1/models/{model}/runs} takes it
   */
  public record Creation(
      Caller caller,
      String requestId,
      String model,
      byte[] body,
      Optional<String> idempotencyKey) {}

  /**
   * What came of it.
   *
   * @param replayed whether an earlier request with the same idempotency key made the run
   */
  public record Created(ObjectNode run, boolean replayed) {}

  /**
   * Which of an account's runs.
   *
   * @param after the run behind which they begin; empty for the first
   * @param condition SQL that holds for their rows, of which {@code run} is the alias
   */
  public record Slice(Optional<RunId> after, boolean oldestFirst, int most, String condition) {}

  /**
   * Creates a run.
   *
   * @throws runflow.error.ApiException as the contract's list of checks says
   * @throws IOException if inline media cannot be stored
   */
  public Created create(Creation creation) throws IOException, InterruptedException {
    SubmitRun.Submitted submitted =
        submit.submit(
            new PlanRun.Command(
                creation.caller(),
                creation.requestId(),
                creation.model(),
                creation.body(),
                creation.idempotencyKey()));
    return new Created((ObjectNode) Json.tree(submitted.answer()), submitted.replayed());
  }

  /** An account's run; another's is as good as none. */
  public Optional<ObjectNode> find(Account account, RunId id) throws InterruptedException {
    return own(account, id).map(view::json);
  }

  /**
   * Cancels an account's run if it is open.
   *
   * @throws runflow.error.ApiException {@code CONFLICT} if its provider is being called for long
   */
  public void cancel(Account account, RunId id) throws InterruptedException {
    if (own(account, id).filter(run -> !run.closed()).isPresent()) {
      cancel.cancel(id);
    }
  }

  /** A slice of an account's runs by their creation; empty if it has no run to begin behind. */
  public Optional<Page<ObjectNode>> list(Account account, Slice slice) throws InterruptedException {
    if (slice.after().isEmpty()) {
      return Optional.of(lists.behind(account, Optional.empty(), slice));
    }
    Optional<List<Object>> place =
        own(account, slice.after().get())
            .map(run -> List.of(run.timeline().createdAt(), run.id().value()));
    return place.map(values -> lists.behind(account, Optional.of(values), slice));
  }

  private Optional<Run> own(Account account, RunId id) throws InterruptedException {
    return store.find(id).filter(run -> run.account().equals(account));
  }
}
