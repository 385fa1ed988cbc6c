package runflow;

import runflow.callback.DeliverCallback;
import runflow.config.Config;
import runflow.job.JobLane;
import runflow.outbound.GuardedClient;
import runflow.outbound.HostResolver;
import runflow.outbound.OutboundRules;
import runflow.outbound.UrlPolicy;
import runflow.webhook.Webhooks;

/**
 * The way to places that users name: for images, callbacks and webhooks.
 *
 * @param urls judges such places when they are named
 * @param client for images and callbacks
 * @param webhookClient for webhooks alone, so that slow endpoints hold up nothing else
 */
record Outbound(UrlPolicy urls, GuardedClient client, GuardedClient webhookClient) {
  static OutboundRules rules(Config config) {
    return new OutboundRules(config.http().dev(), config.http().dev(), config.outbound().allow());
  }

  static Outbound open(OutboundRules rules, HostResolver resolver, Closer closer) {
    return new Outbound(
        new UrlPolicy(rules),
        closer.register(new GuardedClient(rules, resolver, App.VERSION)),
        closer.register(new GuardedClient(rules, resolver, App.VERSION)));
  }

  /** What sends callbacks, one a job. */
  DeliverCallback deliverCallback(Config config, Platform platform) {
    return new DeliverCallback(
        platform.db(),
        platform.serverKey(),
        client,
        new DeliverCallback.Watch(
            config.callbacks().timeout(), platform.metrics().callbacks(), platform.clock()));
  }

  /**
   * Endpoints that are told of events.
   *
   * @param lane whose jobs send to them
   */
  Webhooks webhooks(Config config, Platform platform, JobLane lane) {
    return Webhooks.build(
        new Webhooks.Needs(
            platform.db(),
            platform.serverKey(),
            urls,
            webhookClient,
            lane,
            config.webhooks(),
            config.callbacks().timeout(),
            platform.clock()));
  }
}
