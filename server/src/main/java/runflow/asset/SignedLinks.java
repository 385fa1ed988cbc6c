package runflow.asset;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import runflow.config.ServerKey;
import runflow.http.PublicUrl;
import runflow.id.AssetId;

/** Links to stored files that anyone who has them may open for 72 hours. */
public final class SignedLinks {
  private static final Duration VALID = Duration.ofDays(3);
  private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{1,12}");
  private static final String ALGORITHM = "HmacSHA256";

  /** Keyed, and never used itself: a copy costs less than keying a new one. */
  private final Mac keyed;

  private final PublicUrl publicUrl;
  private final InstantSource clock;

  public SignedLinks(ServerKey serverKey, PublicUrl publicUrl, InstantSource clock) {
    this.keyed = keyed(serverKey.derive("output links", ALGORITHM));
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * A freshly signed link; its last character belongs to the signature.
   *
   * @param extension tells a browser what it gets, e.g. {@code mp4}
   */
  public String to(String sha256, String extension) {
    String name = sha256 + "." + extension;
    long expires = clock.instant().plus(VALID).getEpochSecond();
    return publicUrl.of(
        "/v1/files/" + name + "?expires=" + expires + "&signature=" + sign(name, expires));
  }

  /**
   * A freshly signed link that takes the bytes of an upload.
   *
   * @param expires to the second
   */
  String toUpload(AssetId upload, Instant expires) {
    long end = expires.getEpochSecond();
    return publicUrl.of(
        "/v1/asset-uploads/%s/content?expires=%d&signature=%s"
            .formatted(upload, end, sign(uploadName(upload), end)));
  }

  /** What is signed for an upload; no file is called so. */
  static String uploadName(AssetId upload) {
    return "upload/" + upload;
  }

  /** Whether a link is ours and has not expired. Takes the same time for every wrong signature. */
  boolean valid(String name, Optional<String> expires, Optional<String> signature) {
    if (expires.isEmpty()
        || signature.isEmpty()
        || !EPOCH_SECONDS.matcher(expires.get()).matches()) {
      return false;
    }
    long end = Long.parseLong(expires.get());
    boolean genuine =
        MessageDigest.isEqual(
            sign(name, end).getBytes(StandardCharsets.US_ASCII),
            signature.get().getBytes(StandardCharsets.UTF_8));
    return genuine && clock.instant().getEpochSecond() <= end;
  }

  private String sign(String name, long expires) {
    try {
      Mac mac = (Mac) keyed.clone();
      byte[] signature = mac.doFinal((name + "\n" + expires).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signature);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK can copy " + ALGORITHM, e);
    }
  }

  private static Mac keyed(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
