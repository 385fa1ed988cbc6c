package runflow.outbound;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Sends a request and tells a kept connection that was closed meanwhile from other trouble. */
final class ReuseAwareExecutor extends HttpRequestExecutor {
  /**
   * @throws StaleConnection if the connection had answered before and now failed without a byte
   */
  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback callback,
      HttpContext context)
      throws IOException, HttpException {
    EndpointDetails details = connection.getEndpointDetails();
    boolean reused = details.getResponseCount() > 0;
    long received = details.getReceivedBytesCount();
    try {
      return super.execute(request, connection, callback, context);
    } catch (SocketTimeoutException late) {
      throw late;
    } catch (IOException e) {
      throw reused && details.getReceivedBytesCount() == received ? new StaleConnection(e) : e;
    }
  }
}
