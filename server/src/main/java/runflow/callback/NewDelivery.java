package runflow.callback;

import runflow.id.DeliveryId;
import runflow.id.OrgId;

/**
 * A callback to be sent.
 *
 * @param id also the {@code webhook-id} of its attempts
 * @param payload the exact bytes of every attempt
 * @param automatic whether the end of its subject caused it, and not a person
 */
public record NewDelivery(
    DeliveryId id,
    CallbackSubject subject,
    OrgId org,
    String url,
    String requestId,
    byte[] payload,
    boolean automatic) {}
