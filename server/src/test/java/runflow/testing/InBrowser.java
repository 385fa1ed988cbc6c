package runflow.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server and the browser of a test class. The browser is closed before its server, also where
 * the set-up of the class has failed half-way.
 *
 * <pre>{@code
 * @RegisterExtension static final InBrowser HERE = new InBrowser();
 *
 * @BeforeAll
 * static void start() throws Exception {
 *   server = HERE.server(TestServer.Options.standard());
 *   browser = HERE.signedIn();
 * }
 * }</pre>
 */
public final class InBrowser implements AfterAllCallback {
  private @Nullable TestServer server;
  private @Nullable Browser browser;

  /** Starts the server. */
  public TestServer server(TestServer.Options options) throws Exception {
    TestServer started = TestServer.start(options);
    server = started;
    return started;
  }

  /** A browser at the server that nobody has signed in with. */
  public Browser browser() throws Exception {
    return keep(Browser.of(started()));
  }

  /** A browser that signed in with the link that the server made when it started. */
  public Browser signedIn() throws Exception {
    return keep(Browser.signedIn(started()));
  }

  private TestServer started() {
    if (server == null) {
      throw new IllegalStateException("start the server first");
    }
    return server;
  }

  private Browser keep(Browser opened) {
    browser = opened;
    return opened;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    try {
      if (browser != null) {
        browser.close();
      }
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }
}
