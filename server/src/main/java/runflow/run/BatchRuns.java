package runflow.run;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import runflow.asset.SignedLinks;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.http.PublicUrl;
import runflow.id.BatchId;
import runflow.list.ListRequest;
import runflow.list.Page;
import runflow.list.Row;
import runflow.list.Select;

/** The runs of batches, to be read only. */
public final class BatchRuns {
  private static final Select.Source SOURCE =
      new Select.Source("run", RunLists.SOURCE.columns(), "batch_id = :batch");

  private static final String ENDS =
      """
      id, org_id, livemode, key_id, model, '{}' as input, null::text as metadata, client_ref,
      null::text as callback_url, request_id, source, batch_id, batch_index, model_version,
      provider, route, lane, price, cost_breakdown, billed, state, attempt, provider_ref, progress,
      output, failure_code, failure_message, failure_stage, created_at, started_at, completed_at,
      deadline_at, caller_deadline_at, null::text as rewritten_prompt""";

  private final Db db;
  private final RunView view;

  public BatchRuns(Db db, PublicUrl publicUrl, SignedLinks links) {
    this.db = db;
    this.view = new RunView(publicUrl, links);
  }

  /**
   * A run of a batch.
   *
   * @param index its place in the batch, from 0
   * @param run as the API shows it
   */
  public record Member(BatchId batch, int index, RunView.Body run) {}

  /**
   * Every run of some batches, in the order of each; their positions in the queue are not counted.
   *
   * @param sql of a transaction, if what that has written is to be seen
   */
  public List<Member> of(Handle sql, Collection<BatchId> batches) {
    return members(sql, "*", batches);
  }

  /**
   * What every run of some batches came to, in the order of each. What callers sent with them,
   * which may be long, is not read: inputs are empty and metadata are absent.
   */
  public List<Member> ends(Handle sql, Collection<BatchId> batches) {
    return members(sql, ENDS, batches);
  }

  private List<Member> members(Handle sql, String columns, Collection<BatchId> batches) {
    return Columns.bind(
            sql.createQuery(
                "select "
                    + columns
                    + """
                    , null::int as queue_position from run
                    where batch_id = any(:batches) order by batch_index
                    """),
            List.copyOf(batches))
        .uuid("batches", BatchId::value)
        .done()
        .map((row, context) -> member(RunRow.read(row, context)))
        .list();
  }

  /** A page of a batch's runs; the list may filter by the columns of a run. */
  public Page<Member> page(BatchId batch, ListRequest request) {
    Select select = Select.of(request, SOURCE);
    List<Row<Member>> rows =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bind("batch", batch.value())
                    .map((row, context) -> select.row(row, member(RunRow.read(row, context))))
                    .list());
    return Page.of(request, rows);
  }

  private Member member(Run run) {
    Run.Membership place = run.order().membership().orElseThrow();
    return new Member(place.batch(), place.index(), view.of(run));
  }
}
