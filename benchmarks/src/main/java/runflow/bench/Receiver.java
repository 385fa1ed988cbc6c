package runflow.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes callbacks, answers 200 at once and gives each to the client whose number its path names. A
 * thread for each connection.
 */
final class Receiver implements AutoCloseable {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int BACKLOG = 512;
  private static final int KEPT = 64;

  private final ServerSocket socket;
  private final List<BlockingQueue<Arrival>> clients = new ArrayList<>();
  private final LongAdder strays = new LongAdder();

  private Receiver(ServerSocket socket, int clients) {
    this.socket = socket;
    for (int i = 0; i < clients; i++) {
      this.clients.add(new ArrayBlockingQueue<>(KEPT));
    }
  }

  /**
   * One callback.
   *
   * @param at {@link System#nanoTime} when its last byte was read
   * @param seed of the output: when the provider was called
   */
  record Arrival(long at, String run, String status, long seed) {
    static Arrival of(long at, String body) {
      int output = body.indexOf("\"nsfw_detected\":");
      String seed = output < 0 ? "0" : field(body, "\"seed\":", output);
      return new Arrival(
          at,
          field(body, "\"run_id\":\"", 0),
          field(body, "\"status\":\"", 0),
          Long.parseLong(seed));
    }

    private static String field(String body, String name, int from) {
      int start = body.indexOf(name, from) + name.length();
      int end = start;
      while ("\",}".indexOf(body.charAt(end)) < 0) {
        end++;
      }
      return body.substring(start, end);
    }
  }

  static Receiver open(int clients) throws IOException {
    var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    var receiver = new Receiver(socket, clients);
    Thread.ofPlatform().daemon().name("callbacks").start(receiver::accept);
    return receiver;
  }

  String url(int client) {
    return "http://127.0.0.1:%d/%d".formatted(socket.getLocalPort(), client);
  }

  /**
   * The callback of a run, waited for.
   *
   * @throws IOException if none comes, or its run did not succeed
   */
  Arrival await(int client, String run, Duration longest) throws IOException, InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      Arrival arrival = clients.get(client).poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (arrival == null) {
        throw new IOException("no callback of run " + run + " within " + longest);
      }
      if (!arrival.run().equals(run)) {
        strays.increment();
      } else if (arrival.status().equals("succeeded")) {
        return arrival;
      } else {
        throw new IOException("the run did not succeed: " + arrival);
      }
    }
  }

  /** Callbacks that came again, or for a run that nobody waited for any more. */
  long strays() {
    return strays.sum();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          Lab.say("the receiver of callbacks failed: " + e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream(), 8192);
      for (String line = next(in); !line.isEmpty(); line = next(in)) {
        int client = Integer.parseInt(line.substring(line.indexOf('/') + 1, line.indexOf(" HTTP")));
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        byte[] body = in.readNBytes(length);
        long at = System.nanoTime();
        clients.get(client).add(Arrival.of(at, new String(body, StandardCharsets.ISO_8859_1)));
        connection.getOutputStream().write(OK);
      }
    } catch (IOException | RuntimeException e) {
      // The callback counts as missing, which fails the measurement with its run's id.
      Lab.say("a callback could not be read: " + e);
    }
  }

  /** The first line of a request; empty if the sender has ended the connection, in whatever way. */
  private static String next(InputStream in) {
    try {
      return line(in);
    } catch (IOException ended) {
      return "";
    }
  }

  /** Empty at the end of the stream and between head and body. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(80);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    if (!line.isEmpty()) {
      throw new EOFException("the connection ended in the middle of a line");
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
