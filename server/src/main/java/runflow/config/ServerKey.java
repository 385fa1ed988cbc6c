package runflow.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of this installation, from which every other key is derived by purpose (HKDF-SHA256).
 * It encrypts callback secrets and signs output links; whoever has it and the database can read
 * both.
 */
public final class ServerKey {
  private static final int BYTES = 32;

  private final SecretKey root;

  private ServerKey(byte[] key) {
    this.root = new SecretKeySpec(key, "HKDF");
  }

  /**
   * The configured key, or the one in {@code secret.key} of the data folder, which the first start
   * makes with mode 0600. The data folder is locked by its one process.
   *
   * @throws IOException if the file cannot be read or made, or does not hold a key
   */
  public static ServerKey open(Optional<String> configured, Path dataFolder) throws IOException {
    if (configured.isPresent()) {
      return new ServerKey(Base64.getDecoder().decode(configured.get()));
    }
    Path file = dataFolder.resolve("secret.key");
    if (!Files.exists(file)) {
      byte[] fresh = new byte[BYTES];
      new SecureRandom().nextBytes(fresh);
      PrivateFile.replace(file, Base64.getEncoder().encodeToString(fresh) + "\n");
    }
    String text = Files.readString(file).strip();
    try {
      return new ServerKey(Base64.getDecoder().decode(requireValid(text)));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " does not hold base64 of 32 bytes; restore it from your backup", e);
    }
  }

  static String requireValid(String base64) {
    if (Base64.getDecoder().decode(base64).length != BYTES) {
      throw new IllegalArgumentException("not 32 bytes");
    }
    return base64;
  }

  /** A 32-byte key for one purpose; the same purpose always gives the same key. */
  public SecretKey derive(String purpose, String algorithm) {
    try {
      HKDFParameterSpec spec =
          HKDFParameterSpec.ofExtract()
              .addIKM(root)
              .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }
}
