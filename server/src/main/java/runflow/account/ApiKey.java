package runflow.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import runflow.http.Caller;

/**
 * A key in clear, as its holder knows it: {@code rf_live_…}, {@code rf_test_…} or {@code rf_svc_…}
 * with 256 random bits. It exists in clear only while it is made or checked; the database has its
 * SHA-256.
 */
record ApiKey(String text) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int RANDOM_CHARACTERS = 52;
  private static final int SHOWN = 4;

  static ApiKey create(Caller.Kind kind) {
    var random = new SecureRandom();
    var text = new StringBuilder(prefix(kind));
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new ApiKey(text.toString());
  }

  static String prefix(Caller.Kind kind) {
    return switch (kind) {
      case LIVE -> "rf_live_";
      case TEST -> "rf_test_";
      case SERVICE -> "rf_svc_";
    };
  }

  /** What may be shown after the key was given out: its kind and first characters. */
  String shownPrefix() {
    return text.substring(0, text.indexOf('_', 3) + 1 + SHOWN);
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String code(Caller.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static Caller.Kind kind(String code) {
    return Caller.Kind.valueOf(code.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "ApiKey[" + shownPrefix() + "…]";
  }
}
