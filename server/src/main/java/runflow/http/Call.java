package runflow.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/** One request as its handler sees it. Used by one thread. */
public final class Call {
  private static final String FORM = "multipart/form-data";
  private static final int LARGEST_FORM = 1 << 20;
  private static final int MOST_FIELDS = 1_000;
  private static final String FIELDS = "application/x-www-form-urlencoded";

  private final Request request;
  private final RequestBody body;
  private final String requestId;
  private final Map<String, String> parts;
  private final @Nullable Caller caller;
  private final RateCharge charge;
  private @Nullable Fields query;

  Call(
      Request request,
      RequestBody body,
      String requestId,
      Map<String, String> parts,
      @Nullable Caller caller,
      RateCharge charge) {
    this.request = request;
    this.body = body;
    this.requestId = requestId;
    this.parts = parts;
    this.caller = caller;
    this.charge = charge;
  }

  /** Whether the answer's body will be left out. */
  public boolean head() {
    return request.getMethod().equals("HEAD");
  }

  /** The request itself. */
  Request request() {
    return request;
  }

  public String method() {
    return request.getMethod();
  }

  /** The path as it was sent, without the query. */
  public String path() {
    return String.valueOf(request.getHttpURI().getPath());
  }

  /** Path and query as they were sent. */
  public String target() {
    return request.getHttpURI().getPathQuery();
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** Whether the request came over https, as far as this server sees. */
  public boolean secure() {
    return request.isSecure();
  }

  /** The id under which this request is known to its caller and to the log. */
  public String requestId() {
    return requestId;
  }

  /** Who calls; only on routes that need a key. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("an open route has no caller");
    }
    return caller;
  }

  /** What the request takes from the rate limit of its key. */
  public RateCharge charge() {
    return charge;
  }

  /** The decoded value of a named part of the path. */
  public String part(String name) {
    String value = parts.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no part " + name);
    }
    return value;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** The first value of each header, by lower-case name. */
  public Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaders()
        .forEach(field -> headers.putIfAbsent(field.getLowerCaseName(), field.getValue()));
    headers.values().removeIf(Objects::isNull);
    return headers;
  }

  /**
   * The first value of a query parameter.
   *
   * @throws ApiException {@code BAD_REQUEST} if the query is not percent-encoded UTF-8
   */
  public Optional<String> query(String name) {
    if (query == null) {
      query = queryOf(request);
    }
    return Optional.ofNullable(query.getValue(name));
  }

  static Fields queryOf(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (IllegalArgumentException | IllegalStateException | HttpException.RuntimeException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "the query of the URL is not percent-encoded UTF-8");
    }
  }

  /**
   * A query parameter that is true or false; false if it is left out.
   *
   * @throws ApiException {@code BAD_REQUEST} if it is neither
   */
  public boolean flag(String name) {
    return switch (query(name).orElse("false").toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new ApiException(
              ErrorCode.BAD_REQUEST, "`%s` must be true or false".formatted(name));
    };
  }

  /**
   * The raw bytes of a JSON body; empty if there is none.
   *
   * @throws ApiException {@code UNSUPPORTED_MEDIA_TYPE}, {@code PAYLOAD_TOO_LARGE}, or {@code
   *     BAD_REQUEST} if the text is not UTF-8
   */
  public byte[] json() throws InterruptedException {
    Optional<String> type = header("Content-Type");
    if (type.isPresent() && !isJson(type.get())) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the body must be `Content-Type: application/json`, but was `%s`".formatted(type.get()));
    }
    byte[] bytes = body.read();
    if (bytes.length > 0 && type.isEmpty()) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the body has no type; send `Content-Type: application/json`");
    }
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0) {
        throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be JSON in UTF-8");
      }
    }
    return bytes;
  }

  /** Whether the body says that it is {@code multipart/form-data}. */
  public boolean hasForm() {
    return header("Content-Type").filter(type -> mediaType(type).equals(FORM)).isPresent();
  }

  /**
   * The fields of a {@code multipart/form-data} body.
   *
   * @throws ApiException {@code PAYLOAD_TOO_LARGE}, or {@code BAD_REQUEST} if it is no such body
   */
  public Form form() throws InterruptedException {
    return Form.read(header("Content-Type").orElse(""), body.read());
  }

  /**
   * The fields of a body that an HTML form sends, each with its values in order.
   *
   * @throws ApiException {@code PAYLOAD_TOO_LARGE} over 1 MiB or a thousand fields, {@code
   *     UNSUPPORTED_MEDIA_TYPE}, or {@code BAD_REQUEST} if it is no such body
   */
  public Map<String, List<String>> fields() throws InterruptedException {
    String type = header("Content-Type").orElse("");
    if (!mediaType(type).equals(FIELDS)) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the body must be `Content-Type: %s`, but was `%s`".formatted(FIELDS, type));
    }
    byte[] bytes = body.read();
    if (bytes.length > LARGEST_FORM || fields(bytes) > MOST_FIELDS) {
      throw new ApiException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the form is larger than 1 MiB or has more than %d fields".formatted(MOST_FIELDS));
    }
    var fields = new Fields(true);
    try {
      UrlEncoded.decodeUtf8To(new String(bytes, StandardCharsets.US_ASCII), fields);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "the fields of the form are not percent-encoded UTF-8");
    }
    return fields.toMultiMap();
  }

  private static int fields(byte[] form) {
    int fields = 1;
    for (byte b : form) {
      if (b == '&') {
        fields++;
      }
    }
    return fields;
  }

  private static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The body as it arrives, of any type and never in memory as a whole. Reading throws {@code
   * BAD_REQUEST} if it breaks off.
   *
   * @param longest time until its end
   */
  public InputStream stream(Duration longest) {
    return body.stream(longest);
  }

  private static boolean isJson(String contentType) {
    String type = mediaType(contentType);
    return type.equals("application/json") || type.endsWith("+json");
  }
}
