package runflow.webhook;

import runflow.callback.Event;
import runflow.http.Caller;
import runflow.id.OrgId;

/** Whose webhooks they are: an organisation has some for live and some for test runs. */
record Owner(OrgId org, boolean livemode) {
  static Owner of(Caller caller) {
    return new Owner(caller.org(), caller.livemode());
  }

  static Owner of(Event event) {
    return new Owner(event.org(), event.livemode());
  }
}
