package runflow.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that does to each connection what its script says, well-behaved or not. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** The head of each request, in order of arrival. */
  final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

  /** One entry for each connection that the other side has closed. */
  final BlockingQueue<Boolean> hungUp = new LinkedBlockingQueue<>();

  interface Script {
    void play(Visit visit) throws IOException, InterruptedException;
  }

  ScriptedServer(Script script) throws IOException {
    this(new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1")), script);
  }

  ScriptedServer(String address, int port, Script script) throws IOException {
    this(bound(new InetSocketAddress(InetAddress.ofLiteral(address), port)), script);
  }

  ScriptedServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  private static ServerSocket bound(InetSocketAddress address) throws IOException {
    var socket = new ServerSocket();
    socket.bind(address);
    return socket;
  }

  /** Always the same whole answer. */
  static Script answer(String head, String body) {
    return visit -> visit.send(head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static Script redirect(int status, String location) {
    return answer("HTTP/1.1 " + status + " Moved\r\nLocation: " + location, "");
  }

  /** Does the same to every request of a connection, whose bodies have this length. */
  static Script each(int bodyLength, Script once) {
    return visit -> {
      for (Visit next = visit; ; next = next.next()) {
        next.body(bodyLength);
        once.play(next);
      }
    };
  }

  /** Connections that reached this listener, with or without a request. */
  int connections() {
    return open.size();
  }

  int port() {
    return listener.getLocalPort();
  }

  URI uri(String host) {
    return URI.create("http://" + host + ":" + port() + "/");
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.play(visit(socket));
    } catch (IOException e) {
      hungUp.add(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Visit visit(Socket socket) throws IOException {
    String head = head(socket.getInputStream());
    heads.add(head);
    return new Visit(head, socket);
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed before a request");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** One connection, after the head of its request has arrived. */
  final class Visit {
    final String head;
    private final Socket socket;

    Visit(String head, Socket socket) {
      this.head = head;
      this.socket = socket;
    }

    void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Says nothing until the other side hangs up. */
    void hang() throws IOException {
      while (socket.getInputStream().read() >= 0) {}
      throw new IOException("hung up");
    }

    /** One byte every few milliseconds for as long as the other side takes them. */
    void drip(String text) throws IOException, InterruptedException {
      while (!closing.await(10, TimeUnit.MILLISECONDS)) {
        send(text);
      }
    }

    /** As many bytes as the other side takes. */
    void flood() throws IOException {
      String block = "x".repeat(8192);
      while (true) {
        send(block);
      }
    }

    /** The next request of the same connection. */
    Visit next() throws IOException {
      return visit(socket);
    }

    String body(int length) throws IOException {
      return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
