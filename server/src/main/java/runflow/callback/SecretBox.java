package runflow.callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import runflow.config.ServerKey;
import runflow.id.SecretId;

/** Encrypts secrets for the database (AES-256-GCM under the server key), each bound to its id. */
public final class SecretBox {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;

  public SecretBox(ServerKey serverKey) {
    this.key = serverKey.derive("callback secrets", "AES");
  }

  /** Nonce and ciphertext. */
  public byte[] seal(SecretId id, SigningSecret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, id, nonce, secret.text().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws IllegalStateException if it was made with another server key or for another id
   */
  public SigningSecret open(SecretId id, byte[] box) {
    ByteBuffer buffer = ByteBuffer.wrap(box);
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    byte[] sealed = new byte[buffer.remaining()];
    buffer.get(sealed);
    return new SigningSecret(
        new String(run(Cipher.DECRYPT_MODE, id, nonce, sealed), StandardCharsets.UTF_8));
  }

  private byte[] run(int mode, SecretId id, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(id.toString().getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "signing secret " + id + " cannot be read with this server key", e);
    }
  }
}
