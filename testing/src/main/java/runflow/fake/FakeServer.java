package runflow.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The listener below every fake: records, applies the faults, lets the protocol answer. */
public final class FakeServer {
  private static final int LONGEST_BODY = 64 << 20;

  final Journal journal = new Journal();
  final Jobs jobs = new Jobs();
  final Faults faults;
  private final Protocol protocol;
  private final FaultyReply faulty;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FakeServer(int port, Protocol protocol) {
    this.protocol = protocol;
    this.faults = new Faults(protocol.name(), protocol.stages());
    this.faulty = new FaultyReply(protocol.errors(), faults, journal);
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of this machine: " + e.getMessage(), e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  String name() {
    return protocol.name();
  }

  Set<Where> stages() {
    return protocol.stages();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  FaultyReply faulty() {
    return faulty;
  }

  void close() {
    faults.close();
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      Optional<Routes.Match> match =
          protocol.routes().match(exchange.getRequestMethod(), uri.getRawPath());
      Optional<Where> where = match.flatMap(Routes.Match::where);
      Fault fault = where.map(faults::take).orElse(Fault.NONE);
      // Before the request is recorded, so that a release after that is for this request too.
      Faults.Hold hold = faults.hold();
      Head head = new Head(exchange, where, Instant.now());
      if (fault == Fault.DROP_BEFORE_BODY) {
        journal.add(head.with(new byte[0]));
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
      Recorded request = head.with(body);
      exchange.getResponseHeaders().set("X-Request-Id", "request-" + journal.add(request));
      Reply reply =
          body.length > LONGEST_BODY
              ? protocol.errors().of(413, "the body is longer than " + LONGEST_BODY + " bytes")
              : faulty.instead(fault).orElseGet(() -> answer(match, request, fault));
      if (fault == Fault.SLOW) {
        hold.await();
      }
      faulty.send(exchange, reply, fault);
    } catch (IOException e) {
      // The client has gone; that is its right, and what some faults are about.
    }
  }

  private Reply answer(Optional<Routes.Match> match, Recorded request, Fault fault) {
    Optional<Faults.Failure> failure = request.where().flatMap(faults::takeFailure);
    if (failure.isPresent()) {
      return protocol.errors().of(failure.get().status(), failure.get().message());
    }
    try {
      if (match.isEmpty()) {
        throw new Refused(
            protocol.errors().of(404, "no such call: " + request.method() + " " + request.path()));
      }
      Optional<Reply> refusal =
          match.get().open() ? Optional.empty() : protocol.guard().apply(request);
      if (refusal.isPresent()) {
        throw new Refused(refusal.get());
      }
      return match.get().handler().answer(new Routes.Call(request, match.get().groups(), fault));
    } catch (Refused e) {
      journal.addRefusal(request + ": " + e.getMessage());
      return e.reply();
    } catch (RuntimeException e) {
      journal.addRefusal(request + ": the fake is broken: " + e);
      return protocol.errors().of(500, "the fake is broken: " + e);
    }
  }

  private record Head(HttpExchange exchange, Optional<Where> where, Instant arrival) {
    Recorded with(byte[] body) {
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      URI uri = exchange.getRequestURI();
      return new Recorded(
          where,
          exchange.getRequestMethod(),
          uri.getRawPath(),
          Optional.ofNullable(uri.getRawQuery()).orElse(""),
          Map.copyOf(headers),
          body,
          arrival);
    }
  }
}
