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
import java.util.stream.Stream;
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
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IMPATIENCE = Duration.ofMillis(500);

  @TempDir private Path folder;

  record Case(Adapter adapter, Where where, Fault fault) {
    @Override
    public String toString() {
      return "%s at %s of %s".formatted(fault, where, adapter);
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Adapter adapter : Adapter.values()) {
      try (Adapter.Rig rig = adapter.start(java.nio.file.Files.createTempDirectory("x"))) {
        for (Fault fault : Fault.values()) {
          for (Where where : Where.values()) {
            if (rig.fake().allows(where, fault)) {
              cases.add(new Case(adapter, where, fault));
            }
          }
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
      fake.redirectTo(URI.create("http://" + elsewhere.getLocalAddress().toString().substring(1)));
      fake.fault(tried.where, tried.fault, tried.fault.once() || tried.fault == Fault.SLOW ? 1 : Integer.MAX_VALUE);
      var drive = new Drive(providers.byName().get(tried.adapter.provider()));

      long t = System.nanoTime();
      String outcome = drive.outcome(tried.adapter.route());
      fake.release();

      System.err.println("CASE|" + tried.fault + "|" + tried.where + "|" + tried.adapter + "|" + outcome + "|" + fake.jobs() + "|" + (System.nanoTime()-t)/1000000+ "|"+ fake.refusals());
      assertThat(elsewhere.accept()).isNull();
      assertThat(fake.requests(Where.SUBMIT)).hasSizeLessThanOrEqualTo(1);
      assertThat(fake.jobs()).isLessThanOrEqualTo(1);
      assertThat(drive.texts()).noneMatch(text -> secrets(fake).stream().anyMatch(text::contains));
    }
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
