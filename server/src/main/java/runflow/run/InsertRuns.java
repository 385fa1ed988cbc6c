package runflow.run;

import java.util.List;
import java.util.OptionalInt;
import runflow.db.Columns;
import runflow.db.Tx;

/** Writes the rows of accepted runs. */
final class InsertRuns {
  private InsertRuns() {}

  /** Writes new runs, all in the state {@code queued}. */
  static void insert(Tx tx, List<AcceptRuns.Accepted> accepted) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into run
                      (id, org_id, key_id, livemode, model, model_version, provider, route, lane,
                       admitted, low, state, input, metadata, client_ref, callback_url, request_id,
                       source, price, cost_breakdown, created_at, deadline_at, caller_deadline_at,
                       batch_id, batch_index)
                    select id, org_id, key_id, livemode, model, version, provider, route, lane,
                      admitted, low, 'queued', input, metadata, client_ref, callback_url, request,
                      source, price, breakdown, created, deadline, caller_deadline, batch, place
                    from unnest(:ids, :orgs, :keys, :lives, :models, :versions, :providers, :routes,
                        :lanes, :admitted, :low, :inputs, :metadata, :client_refs, :callback_urls,
                        :requests, :sources, :prices, :breakdowns, :created, :deadlines,
                        :caller_deadlines, :batches, :places)
                      as accepted (id, org_id, key_id, livemode, model, version, provider, route,
                        lane, admitted, low, input, metadata, client_ref, callback_url, request,
                        source, price, breakdown, created, deadline, caller_deadline, batch, place)
                    """),
            accepted)
        .uuid("ids", one -> one.run().id().value())
        .uuid("orgs", one -> one.run().account().org().value())
        .uuid("keys", one -> one.run().key().value())
        .flag("lives", one -> one.run().account().livemode())
        .text("models", one -> one.run().order().model())
        .text("versions", one -> one.run().pinned().modelVersion())
        .text("providers", one -> one.run().pinned().provider())
        .text("routes", one -> one.run().pinned().route())
        .text("lanes", one -> one.run().pinned().lane())
        .flag("admitted", AcceptRuns.Accepted::admitted)
        .flag("low", one -> one.candidate().priority() == Priority.LOW)
        .text("inputs", one -> one.run().order().input())
        .optionalText("metadata", one -> one.run().order().metadata())
        .optionalText("client_refs", one -> one.run().order().clientRef())
        .optionalText("callback_urls", one -> one.run().order().callbackUrl())
        .text("requests", one -> one.run().order().requestId())
        .text("sources", one -> one.run().order().source())
        .number("prices", one -> one.run().pinned().price().micros())
        .text("breakdowns", one -> one.run().pinned().costBreakdown())
        .time("created", one -> one.run().timeline().createdAt())
        .time("deadlines", one -> one.run().timeline().deadlineAt())
        .optionalTime("caller_deadlines", one -> one.run().timeline().callerDeadlineAt())
        .optionalUuid(
            "batches", one -> one.run().order().membership().map(place -> place.batch().value()))
        .optionalNumber("places", one -> place(one.run()))
        .done()
        .execute();
  }

  private static OptionalInt place(Run run) {
    return run.order().membership().stream().mapToInt(Run.Membership::index).findFirst();
  }
}
