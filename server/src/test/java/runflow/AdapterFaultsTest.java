package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runflow.config.ConfigLoader;
import runflow.fake.FakeProvider;
import runflow.fake.Fault;
import runflow.fake.Recorded;
import runflow.fake.Where;
import runflow.provider.http.Times;

/** Every fault of every fake, at every call that it may happen to: what the adapter makes of it. */
@Timeout(30)
class AdapterFaultsTest {
  private static final FaultTable TABLE = new FaultTable();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IMPATIENCE = Duration.ofMillis(500);

  @TempDir private Path folder;

  record Case(Adapter adapter, Where where, Fault fault) {
    /** One slow answer is enough: the next shows that the adapter goes on. */
    int times() {
      return fault.once() || fault == Fault.SLOW ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
      return "%s at %s of %s".formatted(fault, where, adapter);
    }
  }

  static Stream<Case> cases(@TempDir Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Adapter adapter : Adapter.values()) {
      try (Adapter.Rig rig = adapter.start(folder)) {
        for (Fault fault : TABLE.faults()) {
          Stream.of(Where.values())
              .filter(where -> rig.fake().allows(where, fault) && adapter.meets(where, fault))
              .filter(where -> fault != Fault.NONE || where == Where.SUBMIT)
              .forEach(where -> cases.add(new Case(adapter, where, fault)));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyFaultEndsAsTheTableSays(Case tried) throws Exception {
    try (Adapter.Rig rig = tried.adapter.start(folder);
        ServerSocketChannel elsewhere = listener();
        LiveProviders providers = open(rig, times(tried))) {
      FakeProvider fake = rig.fake();
      fake.redirectTo(URI.create("http://127.0.0.1:%d/x".formatted(port(elsewhere))));
      fake.fault(tried.where, tried.fault, tried.times());
      var drive =
          new Drive(Objects.requireNonNull(providers.byName().get(tried.adapter.provider())));

      String outcome = drive.outcome(tried.adapter.route());
      fake.release();

      assertThat(outcome).isEqualTo(TABLE.outcome(tried.fault, tried.where, tried.adapter));
      assertThat(fake.requests(Where.SUBMIT)).hasSize(1);
      assertThat(fake.jobs()).isBetween(outcome.contains("SUCCEEDED") ? 1 : 0, mostJobs(outcome));
      assertThat(elsewhere.accept()).as("a connection to somewhere else").isNull();
      assertThat(secrets(fake)).isNotEmpty().noneMatch(secret -> drive.said(secret));
      if (tried.fault == Fault.NONE) {
        assertThat(fake.refusals()).isEmpty();
      }
    }
  }

  @Test
  void theTableKnowsEveryFault() {
    assertThat(TABLE.faults()).containsExactlyInAnyOrder(Fault.values());
  }

  @Test
  void theDocumentationSaysTheSame() throws IOException {
    assertThat(Path.of("src/main/resources/docs/providers.md"))
        .content()
        .contains(new FaultWords(TABLE).markdown());
  }

  /** What goes elsewhere or is sent again must not have become a job. */
  private static int mostJobs(String outcome) {
    return outcome.startsWith("RETRY_SUBMIT") || outcome.equals("UNUSABLE_PROVIDER") ? 0 : 1;
  }

  private LiveProviders open(Adapter.Rig rig, Times times) throws Exception {
    Map<String, String> flags = new HashMap<>(rig.settings());
    flags.put("data", folder.toString());
    flags.put("providers.poll_after", "10ms");
    flags.put("providers.largest_file_mb", "1");
    return LiveProviders.open(
        ConfigLoader.load(flags, Map.of()), folder, times, InstantSource.system());
  }

  /** What is told to be slow is waited for only briefly. */
  private static Times times(Case tried) {
    if (tried.fault != Fault.SLOW) {
      return new Times(PATIENCE, PATIENCE, PATIENCE, PATIENCE);
    }
    return switch (tried.where) {
      case SUBMIT -> new Times(IMPATIENCE, PATIENCE, PATIENCE, PATIENCE);
      case POLL, RESULT -> new Times(PATIENCE, PATIENCE, PATIENCE, IMPATIENCE);
      case DOWNLOAD -> new Times(PATIENCE, PATIENCE, IMPATIENCE, PATIENCE);
    };
  }

  private static int port(ServerSocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  private static ServerSocketChannel listener() throws IOException {
    var channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel.configureBlocking(false);
    return channel;
  }

  /** The credentials that went over the wire. */
  private static List<String> secrets(FakeProvider fake) {
    List<String> secrets = new ArrayList<>();
    for (Recorded request : fake.requests()) {
      request.header("x-goog-api-key").ifPresent(secrets::add);
      request
          .header("authorization")
          .map(value -> value.substring(value.indexOf(' ') + 1))
          .ifPresent(secrets::add);
    }
    return secrets;
  }
}
