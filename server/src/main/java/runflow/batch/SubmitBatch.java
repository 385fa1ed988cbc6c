package runflow.batch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.RateCharge;
import runflow.id.BatchId;
import runflow.json.Json;
import runflow.money.Money;
import runflow.outbound.UrlPolicy;
import runflow.run.BatchRuns;
import runflow.run.SubmitTogether;
import tools.jackson.databind.node.ObjectNode;

/** Creates a batch with its runs, in one transaction. */
final class SubmitBatch {
  private final BatchStore store;
  private final BatchRuns runs;
  private final BatchView view;
  private final SubmitTogether together;
  private final UrlPolicy urls;

  SubmitBatch(Db db, BatchRuns runs, BatchView view, SubmitTogether together, UrlPolicy urls) {
    this.store = new BatchStore(db);
    this.runs = runs;
    this.view = view;
    this.together = together;
    this.urls = urls;
  }

  /** The price of a batch that was not created. */
  record DryRun(String cost, int itemsTotal, @Nullable String provider, List<PricedItem> items) {}

  /** The price of one of its runs. */
  record PricedItem(
      int sequenceIndex,
      String cost,
      ObjectNode costBreakdown,
      String provider,
      ObjectNode input) {}

  /**
   * Accepts a batch.
   *
   * @return once the batch and its runs are durable
   * @throws runflow.error.ApiException as for a run
   * @throws IOException if inline media cannot be stored
   */
  SubmitTogether.Submitted submit(SubmitTogether.Command command, RateCharge charge)
      throws IOException, InterruptedException {
    BatchRequest request = BatchRequest.read(command.body(), urls);
    return together.submit(command, request.order(), new Written(command, request), charge);
  }

  /** What {@link #submit} would cost, without storing or spending anything. */
  DryRun dryRun(SubmitTogether.Command command) {
    BatchRequest request = BatchRequest.read(command.body(), urls);
    List<SubmitTogether.Priced> priced = together.dryRun(command, request.order());
    List<String> providers =
        priced.stream().map(SubmitTogether.Priced::provider).distinct().toList();
    Money total = priced.stream().map(SubmitTogether.Priced::cost).reduce(Money.ZERO, Money::plus);
    return new DryRun(
        total.decimal(),
        priced.size(),
        providers.size() == 1 ? providers.getFirst() : null,
        IntStream.range(0, priced.size()).mapToObj(i -> item(i, priced.get(i))).toList());
  }

  private static PricedItem item(int index, SubmitTogether.Priced one) {
    return new PricedItem(
        index, one.cost().decimal(), one.breakdown(), one.provider(), one.input());
  }

  /** Writes the batch of a request, and shows it with its runs. */
  private final class Written implements SubmitTogether.Batch {
    private final BatchId id = BatchId.create();
    private final SubmitTogether.Command command;
    private final BatchRequest request;

    Written(SubmitTogether.Command command, BatchRequest request) {
      this.command = command;
      this.request = request;
    }

    @Override
    public BatchId id() {
      return id;
    }

    @Override
    public byte[] write(Tx tx, SubmitTogether.Accepted accepted) {
      var batch =
          new Batch(
              id,
              new Account(command.caller().org(), command.caller().livemode()),
              command.caller().key(),
              new Batch.Order(
                  command.model(),
                  request.metadata(),
                  request.callbackUrl(),
                  command.requestId(),
                  "api"),
              new Batch.Counts(accepted.runs().size(), 0, 0, 0),
              Batch.Status.QUEUED,
              accepted.price(),
              new Batch.Times(accepted.at(), Optional.empty(), Optional.empty()));
      store.insert(tx, batch);
      return Json.bytes(view.of(batch, runs.of(tx.sql(), List.of(id))));
    }
  }
}
