package runflow.fake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The token endpoint of a service account. Safe for use by many threads. */
final class VertexTokens {
  /** What Google's Java client names as the audience, whatever the account's token_uri is. */
  private static final String GOOGLE_TOKEN_URI = "https://oauth2.googleapis.com/token";

  static final String EMAIL = "runflow@fake-project.iam.gserviceaccount.com";
  private static final String KEY_ID = "f4ke0f4ke0f4ke0f4ke0";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final Base64.Decoder URL_DECODER = Base64.getUrlDecoder();

  // Making one takes long, and no test needs two.
  private static final KeyPair KEYS = makeKeys();

  private final Set<String> live = new HashSet<>();
  private Duration lifetime = Duration.ofHours(1);
  private boolean refusing;

  private static KeyPair makeKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no RSA keys", e);
    }
  }

  String serviceAccountJson(String project, String tokenUri) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(KEYS.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return Json.object("type", "service_account")
        .put("project_id", project)
        .put("private_key_id", KEY_ID)
        .put("private_key", pem)
        .put("client_email", EMAIL)
        .put("client_id", "100000000000000000001")
        .put("auth_uri", tokenUri.replace("/token", "/auth"))
        .put("token_uri", tokenUri)
        .toString();
  }

  synchronized String issue() {
    String token = "ya29.fake-" + UUID.randomUUID();
    live.add(token);
    return token;
  }

  synchronized boolean isLive(String token) {
    return live.contains(token);
  }

  synchronized void revokeAll() {
    live.clear();
  }

  synchronized void refuse(boolean refuse) {
    refusing = refuse;
  }

  synchronized void lifetime(Duration of) {
    lifetime = of;
  }

  Reply grant(Recorded request, String tokenUri) {
    Map<String, String> form = form(request);
    if (!GRANT.equals(form.get("grant_type"))) {
      throw refused("unsupported_grant_type", "grant_type must be " + GRANT);
    }
    Optional<String> problem = problem(form.getOrDefault("assertion", ""), tokenUri);
    if (problem.isPresent()) {
      throw refused("invalid_grant", problem.get());
    }
    synchronized (this) {
      if (refusing) {
        throw refused("invalid_grant", "Invalid grant: account not found");
      }
      return Reply.json(
          200,
          Json.object("access_token", issue())
              .put("expires_in", lifetime.toSeconds())
              .put("token_type", "Bearer"));
    }
  }

  private static Refused refused(String error, String description) {
    return new Refused(
        Reply.json(400, Json.object("error", error).put("error_description", description)));
  }

  private static Map<String, String> form(Recorded request) {
    String type = request.header("Content-Type").orElse("none");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw refused("invalid_request", "Content-Type must be a urlencoded form, but was " + type);
    }
    Map<String, String> form = new HashMap<>();
    for (String pair : request.text().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private Optional<String> problem(String jwt, String tokenUri) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.of("assertion is not a JWT");
    }
    try {
      JsonNode head = part(parts[0]);
      JsonNode claims = part(parts[1]);
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(KEYS.getPublic());
      verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!head.path("alg").asString("").equals("RS256")
          || !verifier.verify(URL_DECODER.decode(parts[2]))) {
        return Optional.of("Invalid JWT Signature.");
      }
      return claimProblem(claims, tokenUri);
    } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
      return Optional.of("assertion cannot be read: " + e.getMessage());
    }
  }

  private static JsonNode part(String encoded) {
    return Json.tree(new String(URL_DECODER.decode(encoded), StandardCharsets.UTF_8));
  }

  private static Optional<String> claimProblem(JsonNode claims, String tokenUri) {
    long issued = claims.path("iat").asLong(0);
    long expires = claims.path("exp").asLong(0);
    long now = Instant.now().getEpochSecond();
    if (!claims.path("iss").asString("").equals(EMAIL)) {
      return Optional.of("Invalid grant: account not found");
    }
    if (!Set.of(tokenUri, GOOGLE_TOKEN_URI).contains(claims.path("aud").asString(""))) {
      return Optional.of("Invalid JWT: audience must be " + tokenUri);
    }
    if (!Set.of(claims.path("scope").asString("").split(" ", -1)).contains(SCOPE)) {
      return Optional.of("scope must contain " + SCOPE);
    }
    if (issued > now + 300 || expires < now || expires - issued > 3600) {
      return Optional.of("Invalid JWT: iat and exp must enclose now by an hour at most");
    }
    return Optional.empty();
  }
}
