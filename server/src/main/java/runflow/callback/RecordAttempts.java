package runflow.callback;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.id.DeliveryId;
import runflow.id.SecretId;

/** Records attempts; those that end at the same time share a transaction. */
final class RecordAttempts {
  private static final Batches.Settings BATCHES = new Batches.Settings("attempts", 256, 2);

  private final Db db;
  private final DeliveryStore deliveries;
  private final SecretStore secrets;
  private final Batches<Made, Boolean> batches;

  RecordAttempts(Db db) {
    this.db = db;
    this.deliveries = new DeliveryStore(db);
    this.secrets = new SecretStore(db);
    this.batches = new Batches<>(BATCHES, made -> made.delivery().id(), this::commit);
  }

  /**
   * An attempt that was made.
   *
   * @param delivery as it is after the attempt
   * @param signer the current secret at that time
   */
  record Made(Delivery delivery, Attempt attempt, Optional<SecretId> signer) {
    boolean stands(Map<DeliveryId, Integer> moved) {
      return moved.getOrDefault(delivery.id(), 0) == delivery.attempts();
    }
  }

  /** Whether it was recorded; false if another attempt of that number was. */
  boolean record(Made made) throws InterruptedException {
    return batches.call(made);
  }

  private List<Boolean> commit(List<Made> batch) {
    return db.inTx(
        tx -> {
          Map<DeliveryId, Integer> moved =
              deliveries.update(tx, batch.stream().map(Made::delivery).toList());
          List<Made> held = batch.stream().filter(made -> made.stands(moved)).toList();
          deliveries.insertAttempts(tx, held);
          Instant latest =
              batch.stream().map(made -> made.attempt().at()).max(Instant::compareTo).orElseThrow();
          secrets.used(
              tx,
              held.stream().flatMap(made -> made.signer().stream()).collect(Collectors.toSet()),
              latest);
          return batch.stream().map(made -> made.stands(moved)).toList();
        });
  }
}
