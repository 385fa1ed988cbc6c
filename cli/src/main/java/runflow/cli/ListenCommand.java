package runflow.cli;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import runflow.client.EventListener;
import runflow.client.ListenedEvent;
import runflow.client.NoAnswerException;
import runflow.client.RequestRefusedException;
import runflow.client.RunflowClient;

/** Hands the organisation's events on to an address on this machine, until it is stopped. */
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Forward webhook events to a local address, without a tunnel. Ctrl-C ends it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow listen --forward-to http://localhost:3000/hooks",
      "  ./runflow listen --forward-to http://localhost:3000/hooks --events run.completed,run.failed",
      "  ./runflow listen --forward-to http://localhost:3000/hooks --secret \"$WEBHOOK_SECRET\"",
    })
final class ListenCommand implements Callable<Integer> {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * After which what is still to be posted is asked for again: the server learns that somebody
   * listens, and the signatures are new, since receivers refuse those that are five minutes old.
   */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--forward-to",
      paramLabel = "URL",
      required = true,
      description = "where each event is posted, with the bytes and headers of a webhook")
  private String forwardTo = "";

  @Option(
      names = "--events",
      paramLabel = "TYPE",
      split = ",",
      description = "only these, e.g. run.completed,run.failed; default: all")
  private List<String> events = List.of();

  @Option(
      names = "--secret",
      paramLabel = "WHSEC",
      description = "sign with this secret (whsec_...); default: a new one, which is printed")
  private Optional<String> secret = Optional.empty();

  @Option(names = "--live", description = "listen to live runs instead of test runs")
  private boolean live = false;

  ListenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var client = new RunflowClient(server.connection(session).caller(live));
        var forward = new EventForward(target(), session.terminal())) {
      var listening = new Listening(client);
      Runtime.getRuntime().addShutdownHook(new Thread(listening::close, "runflow-listen-stop"));
      try {
        listening.forward(forward);
      } finally {
        listening.close();
      }
    }
    return ExitCode.DONE;
  }

  private URI target() {
    try {
      URI url = URI.create(forwardTo);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below, together with what is a URI and no address.
    }
    throw new CommandException(
        ExitCode.USAGE, "--forward-to must be an http or https URL, but was " + forwardTo);
  }

  /** The listener at the server, which is made anew when it has expired there. */
  private final class Listening {
    private final RunflowClient client;
    private EventListener listener;
    private boolean lost;
    private boolean closed;

    Listening(RunflowClient client) {
      this.client = client;
      this.listener = client.openListener(events, secret);
      session
          .terminal()
          .say(
              "forwarding %s to %s"
                  .formatted(
                      events.isEmpty() ? "all events" : String.join(", ", events), forwardTo));
      tellSecret();
    }

    void forward(EventForward forward) throws InterruptedException {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          List<ListenedEvent> waiting = client.awaitEvents(listener.id(), WAIT);
          found();
          long end = System.nanoTime() + FRESH.toNanos();
          for (ListenedEvent event : waiting) {
            if (!forward.post(event, end)) {
              break;
            }
            client.finishEvent(listener.id(), event.id());
          }
        } catch (NoAnswerException e) {
          if (!Thread.currentThread().isInterrupted()) {
            lose(String.valueOf(e.getMessage()));
          }
        } catch (RequestRefusedException e) {
          if (e.status() == 404) {
            if (!openAnew()) {
              return;
            }
          } else if (e.status() >= 500 || e.status() == 429) {
            lose(e.error().message());
          } else {
            throw e;
          }
        }
      }
    }

    /**
     * Registers again, unless that is over: whoever closed this has made the old listener unknown,
     * and nobody would close the new one.
     */
    private synchronized boolean openAnew() {
      if (closed) {
        return false;
      }
      session.terminal().complain("the server has given this listener up: listening anew");
      listener = client.openListener(events, secret);
      tellSecret();
      return true;
    }

    private void tellSecret() {
      if (secret.isEmpty()) {
        session
            .terminal()
            .say("signed with " + listener.plainSecret().orElse("the listener's secret"));
      }
    }

    private void lose(String why) throws InterruptedException {
      if (!lost) {
        session.terminal().complain(why + ": events wait at the server; trying again");
      }
      lost = true;
      Thread.sleep(PAUSE);
    }

    private void found() {
      if (lost) {
        session.terminal().complain("the server answers again");
      }
      lost = false;
    }

    /** Lets the server forget the listener; if it cannot be told, it does so by itself. */
    synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      // An interrupt ended the listening; it must not end the farewell as well.
      boolean interrupted = Thread.interrupted();
      try {
        client.closeListener(listener.id());
      } catch (NoAnswerException | RequestRefusedException e) {
        session.terminal().complain("the listener ends at the server within a quarter of an hour");
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
