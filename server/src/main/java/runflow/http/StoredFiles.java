package runflow.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpField;
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
    service.doGet(request, response, done, new Tagged(content, file.etag()));
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
