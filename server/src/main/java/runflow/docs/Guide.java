package runflow.docs;

import java.util.List;

/**
 * A page whose Markdown is shipped as {@code docs/<name>.md}.
 *
 * @param summary one line for the index
 */
record Guide(Group group, String name, String title, String summary) {
  static final List<Guide> ALL =
      List.of(
          new Guide(
              Group.START,
              "quickstart",
              "Quick start",
              "From nothing to a video of your own in a few minutes."),
          new Guide(
              Group.START,
              "runs",
              "Run lifecycle",
              "Create, wait, cancel: statuses, deadlines and failures."),
          new Guide(
              Group.START, "models", "Models", "Every model with its price, and how to list them."),
          new Guide(
              Group.START,
              "pricing",
              "Pricing",
              "Rates, when money moves, balance and test money."),
          new Guide(
              Group.START, "errors", "Errors", "Every error code: what it means and what to do."),
          new Guide(
              Group.START,
              "rate-limits",
              "Rate limits",
              "What is counted, what is not, and how to wait."),
          new Guide(
              Group.BUILD,
              "callbacks",
              "Callbacks",
              "Payload, retries, verification in four languages, redelivery."),
          new Guide(
              Group.BUILD,
              "webhooks",
              "Webhooks",
              "Everything that happens in an organisation, sent to your servers."),
          new Guide(
              Group.BUILD,
              "events",
              "Events and browsers",
              "Streams, read tokens and CORS of a run."),
          new Guide(
              Group.BUILD,
              "batches",
              "Batches",
              "Up to 100 runs ordered, paid, cancelled and called back together."),
          new Guide(
              Group.BUILD,
              "assets",
              "Assets",
              "Uploads, pictures as inputs, and how long files are kept."),
          new Guide(
              Group.BUILD,
              "lists",
              "Lists and filters",
              "Pages, filters, order and projection of every list."),
          new Guide(
              Group.BUILD,
              "openai",
              "OpenAI client",
              "The same runs for clients of the OpenAI-shaped protocol for videos."),
          new Guide(
              Group.BUILD,
              "sandbox",
              "Testing in the sandbox",
              "Real files for play money, and outcomes by order."),
          new Guide(
              Group.ACCOUNT,
              "keys",
              "Organisations and keys",
              "Kinds of keys, scopes, limits, rotation."),
          new Guide(
              Group.ACCOUNT,
              "billing",
              "Usage and billing",
              "Balance, ledger, reports and invoices."),
          new Guide(
              Group.HOSTING,
              "self-hosting",
              "Self-hosting",
              "Data folder, backup, upgrades, sizing, several nodes, metrics."),
          new Guide(
              Group.HOSTING,
              "providers",
              "Providers",
              "Set up real providers, and how each of them is called."),
          new Guide(
              Group.HOSTING,
              "storage",
              "Storage and https",
              "Files in a folder or a bucket, and TLS without a proxy."),
          new Guide(
              Group.API,
              "api",
              "API overview",
              "Base URL, keys, headers and values of every request."));
}
