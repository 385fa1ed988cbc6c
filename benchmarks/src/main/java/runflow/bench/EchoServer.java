package runflow.bench;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import runflow.json.Json;

/**
 * The program of the limit's process: a Jetty set up as {@code runflow.http.HttpListener} does,
 * that reads a request's body and answers with as many bytes as the server under test, and does
 * nothing else. Arguments: two files, what to answer to a GET and to a POST.
 */
final class EchoServer extends Handler.Abstract {
  private final byte[] read;
  private final byte[] created;

  private EchoServer(byte[] read, byte[] created) {
    this.read = read;
    this.created = created;
  }

  public static void main(String[] arguments) throws Exception {
    var threads = new QueuedThreadPool(64, 4);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(16 << 10);
    http.setSendServerVersion(false);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new EchoServer(
            Files.readAllBytes(Path.of(arguments[0])), Files.readAllBytes(Path.of(arguments[1]))));
    server.start();
    Child.serve(Json.object().put("url", "http://127.0.0.1:" + connector.getLocalPort()));
    server.stop();
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) throws Exception {
    boolean post = request.getMethod().equals("POST");
    if (post) {
      Content.Source.asByteBuffer(request);
    }
    byte[] answer = post ? created : read;
    response.setStatus(post ? 201 : 200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
    response.write(true, ByteBuffer.wrap(answer), done);
    return true;
  }
}
