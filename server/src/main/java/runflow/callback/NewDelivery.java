package runflow.callback;

import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * A callback to be sent.
 *
 * @param payload the exact bytes of every attempt
 * @param automatic whether the run's end caused it, and not a person
 */
public record NewDelivery(
    RunId run, OrgId org, String url, String requestId, byte[] payload, boolean automatic) {}
