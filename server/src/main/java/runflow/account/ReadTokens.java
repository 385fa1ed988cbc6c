package runflow.account;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import runflow.config.ServerKey;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.KeyId;
import runflow.id.RunId;

/**
 * Tokens that let somebody without a key read one run for a while. Nothing is stored of them: a
 * token names its run, the key that it was made with and its end, and is signed with a key that is
 * derived from the server's. Safe for use by many threads.
 */
public final class ReadTokens {
  static final String PREFIX = "rf_read_";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int CONTENT_BYTES = 40;
  private static final int BYTES = CONTENT_BYTES + 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{" + 2 * BYTES + "})");

  private final SecretKey key;
  private final InstantSource clock;

  public ReadTokens(ServerKey serverKey, InstantSource clock) {
    this.key = serverKey.derive("read tokens", ALGORITHM);
    this.clock = clock;
  }

  /** A token in clear and its end, in whole seconds. */
  public record Token(String text, Instant expires) {
    /** Shows no secret. */
    @Override
    public String toString() {
      return "Token[" + PREFIX + "…, expires=" + expires + "]";
    }
  }

  /** What a token is made of. */
  record Content(KeyId key, RunId run) {}

  /** Makes a token; whoever has it reads the run as the key's caller does. */
  public Token make(KeyId key, RunId run, Duration valid) {
    long expires = clock.instant().plus(valid).getEpochSecond();
    byte[] content =
        ByteBuffer.allocate(CONTENT_BYTES)
            .putLong(key.value().getMostSignificantBits())
            .putLong(key.value().getLeastSignificantBits())
            .putLong(run.value().getMostSignificantBits())
            .putLong(run.value().getLeastSignificantBits())
            .putLong(expires)
            .array();
    byte[] whole = ByteBuffer.allocate(BYTES).put(content).put(sign(content)).array();
    return new Token(PREFIX + HexFormat.of().formatHex(whole), Instant.ofEpochSecond(expires));
  }

  /**
   * Reads a token. Takes the same time for every wrong signature.
   *
   * @throws ApiException {@code UNAUTHORIZED} if this server did not sign it or it has expired
   */
  Content read(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw unauthorized("is not one of this server");
    }
    ByteBuffer whole = ByteBuffer.wrap(HexFormat.of().parseHex(form.group(1)));
    byte[] content = new byte[CONTENT_BYTES];
    byte[] signature = new byte[BYTES - CONTENT_BYTES];
    whole.get(content).get(signature);
    if (!MessageDigest.isEqual(sign(content), signature)) {
      throw unauthorized("is not one of this server");
    }
    ByteBuffer fields = ByteBuffer.wrap(content);
    var made = new Content(new KeyId(uuid(fields)), new RunId(uuid(fields)));
    if (clock.instant().getEpochSecond() >= fields.getLong()) {
      throw unauthorized("has expired");
    }
    return made;
  }

  static ApiException unauthorized(String why) {
    return new ApiException(
        ErrorCode.UNAUTHORIZED,
        "the read token %s; make another one at `POST /v1/runs/{id}/read-tokens`".formatted(why));
  }

  private static UUID uuid(ByteBuffer fields) {
    return new UUID(fields.getLong(), fields.getLong());
  }

  private byte[] sign(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
