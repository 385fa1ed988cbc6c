package runflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import runflow.billing.Account;
import runflow.error.FailureCode;
import runflow.id.BatchId;
import runflow.id.KeyId;
import runflow.id.OrgId;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.money.Money;

/** Reads a run from its row. */
final class RunRow {
  private RunRow() {}

  static Run read(ResultSet row, StatementContext context) throws SQLException {
    return new Run(
        new RunId(row.getObject("id", UUID.class)),
        new Account(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        new KeyId(row.getObject("key_id", UUID.class)),
        new Run.Order(
            row.getString("model"),
            row.getString("input"),
            Optional.ofNullable(row.getString("metadata")),
            Optional.ofNullable(row.getString("client_ref")),
            Optional.ofNullable(row.getString("callback_url")),
            row.getString("request_id"),
            row.getString("source"),
            membership(row)),
        new Run.Pinned(
            row.getString("model_version"),
            row.getString("provider"),
            row.getString("route"),
            row.getString("lane"),
            new Money(row.getLong("price")),
            row.getString("cost_breakdown")),
        state(row),
        new Run.Timeline(
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            instant(row, "started_at"),
            instant(row, "completed_at"),
            row.getObject("deadline_at", OffsetDateTime.class).toInstant(),
            instant(row, "caller_deadline_at")),
        Optional.ofNullable(row.getString("rewritten_prompt")),
        Optional.ofNullable(row.getObject("billed", Long.class)).map(Money::new));
  }

  private static Optional<Run.Membership> membership(ResultSet row) throws SQLException {
    int index = row.getInt("batch_index");
    return Optional.ofNullable(row.getObject("batch_id", UUID.class))
        .map(batch -> new Run.Membership(new BatchId(batch), index));
  }

  private static RunState state(ResultSet row) throws SQLException {
    String code = row.getString("state");
    return switch (code) {
      case "queued" -> new RunState.Queued(row.getInt("attempt"), position(row));
      case "dispatching" -> new RunState.Dispatching(row.getInt("attempt"));
      case "running" ->
          new RunState.Running(
              row.getInt("attempt"),
              row.getString("provider_ref"),
              OptionalInt.of(row.getInt("progress")));
      case "succeeded" ->
          new RunState.Succeeded(Json.MAPPER.readValue(row.getString("output"), RunOutput.class));
      case "failed" ->
          new RunState.Failed(
              new RunState.Failure(
                  FailureCode.valueOf(row.getString("failure_code")),
                  row.getString("failure_message"),
                  stage(row.getString("failure_stage"))));
      case "canceled" ->
          new RunState.Canceled(Optional.ofNullable(row.getString("failure_message")));
      default -> throw new IllegalStateException("no state is called " + code);
    };
  }

  private static OptionalInt position(ResultSet row) throws SQLException {
    int counted = row.getInt("queue_position");
    return row.wasNull() ? OptionalInt.empty() : Admission.position(counted);
  }

  static String code(RunState.Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static RunState.Stage stage(String code) {
    return RunState.Stage.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
