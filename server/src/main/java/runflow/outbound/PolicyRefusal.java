package runflow.outbound;

import java.net.UnknownHostException;

/** Thrown inside the resolver where the policy forbids an address; the message is for users. */
final class PolicyRefusal extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  PolicyRefusal(String message) {
    super(message);
  }
}
