package runflow.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes callbacks, answers 200 at once and gives each to the client whose number its path names. A
 * thread for each connection.
 */
final class Receiver implements AutoCloseable {
  private static final ByteBuffer OK =
      direct("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

  private static final int BACKLOG = 512;
  private static final int KEPT = 64;
  private static final int LARGEST = 1 << 16;

  private final ServerSocketChannel socket;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
  private final List<BlockingQueue<Arrival>> clients = new ArrayList<>();
  private final LongAdder strays = new LongAdder();

  private Receiver(ServerSocketChannel socket, int clients) {
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

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  static Receiver open(int clients) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    var receiver = new Receiver(socket, clients);
    Thread.ofPlatform().daemon().name("callbacks").start(receiver::accept);
    return receiver;
  }

  String url(int client) {
    return "http://127.0.0.1:%d/%d".formatted(socket.socket().getLocalPort(), client);
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
    while (socket.isOpen()) {
      try {
        SocketChannel connection = socket.accept();
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        if (socket.isOpen()) {
          Lab.say("the receiver of callbacks failed: " + e);
        }
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      var callback = new Message(LARGEST);
      while (next(callback, connection)) {
        clients.get(callback.number()).add(Arrival.of(System.nanoTime(), callback.body()));
        ByteBuffer ok = OK.duplicate();
        while (ok.hasRemaining()) {
          connection.write(ok);
        }
      }
    } catch (IOException | RuntimeException e) {
      if (socket.isOpen()) {
        // The callback counts as missing, which fails the measurement with its run's id.
        Lab.say("a callback could not be read: " + e);
      }
    }
  }

  /** Whether another one came; a sender may end the connection between two, in whatever way. */
  private static boolean next(Message callback, SocketChannel connection) throws IOException {
    try {
      return callback.read(connection);
    } catch (SocketException reset) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
