package runflow.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.resource.PathResourceFactory;
import org.eclipse.jetty.util.resource.Resource;

/**
 * Sends files through Jetty's own service for ranges and conditions, with our ETag in place of one
 * from times.
 */
final class StoredFiles extends ContainerLifeCycle {
  private final ResourceService service = new ResourceService();
  private final PathResourceFactory paths = new PathResourceFactory();

  StoredFiles() {
    service.setEtags(true);
    service.setAcceptRanges(true);
    service.setDirAllowed(false);
    addBean(service);
  }

  void send(Reply.StoredFile file, Request request, Response response, Callback done)
      throws IOException {
    Resource resource = paths.newResource(file.file());
    HttpContent content = new ResourceHttpContent(resource, file.contentType());
    var tagged = new Tagged(content, file.etag());
    service.doGet(conditional(request, tagged.getETag().getValue()), response, done, tagged);
  }

  /** Drops the range of a client that has begun with another file: it needs this one whole. */
  private static Request conditional(Request request, String etag) {
    String begun = request.getHeaders().get(HttpHeader.IF_RANGE);
    if (begun == null || begun.equals(etag)) {
      return request;
    }
    HttpFields whole =
        HttpFields.build(request.getHeaders()).remove(HttpHeader.RANGE).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return whole;
      }
    };
  }

  private static final class Tagged extends HttpContent.Wrapper {
    private final HttpField etag;

    Tagged(HttpContent content, String etag) {
      super(content);
      this.etag = new HttpField(HttpHeader.ETAG, '"' + etag + '"');
    }

    @Override
    public HttpField getETag() {
      return etag;
    }
  }
}
