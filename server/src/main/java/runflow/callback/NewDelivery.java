package runflow.callback;

import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * A callback to be sent.
 *
 * @param id also the {@code webhook-id} of its attempts
 * @param payload the exact bytes of every attempt
 * @param automatic whether the run's end caused it, and not a person
 */
public record NewDelivery(
    DeliveryId id,
    RunId run,
    OrgId org,
    String url,
    String requestId,
    byte[] payload,
    boolean automatic) {}
