package runflow.outbound;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is used again only while it is quiet: what lies on it before a request was sent
 * would be taken for that request's answer. Looking costs no wait, unlike the usual check, which
 * reads for a millisecond and takes such bytes for a sign of life; an end of the stream is not seen
 * here but when the request fails ({@link StaleConnection}).
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {
  private final Input input;

  QuietConnection(Http1Config bounds) {
    this(bounds, new Input(bounds));
  }

  private QuietConnection(Http1Config bounds, Input input) {
    super("outbound", null, null, bounds, null, null, null, input);
    this.input = input;
  }

  /** Whether anything can be read: what was read already, what TLS has decrypted, what came. */
  @Override
  public boolean isStale() throws IOException {
    SocketHolder socket = getSocketHolder();
    return socket == null
        || input.unread() > 0
        || socket.getInputStream().available() > 0
        || socket.getBaseSocket().getInputStream().available() > 0;
  }

  /** Parses answers, and knows the buffer that they are read through. */
  private static final class Input extends DefaultHttpResponseParserFactory {
    private @Nullable SessionInputBuffer buffer;

    Input(Http1Config bounds) {
      super(bounds);
    }

    int unread() {
      return buffer == null ? 0 : buffer.length();
    }

    @Override
    public HttpMessageParser<ClassicHttpResponse> create() {
      HttpMessageParser<ClassicHttpResponse> parser = super.create();
      return (buffer, in) -> parse(parser, buffer, in);
    }

    private ClassicHttpResponse parse(
        HttpMessageParser<ClassicHttpResponse> parser, SessionInputBuffer from, InputStream in)
        throws IOException, HttpException {
      buffer = from;
      return parser.parse(from, in);
    }
  }
}
