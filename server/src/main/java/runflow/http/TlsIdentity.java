package runflow.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import runflow.config.Config;

/** What the https listener proves itself with, read from PEM files. */
final class TlsIdentity {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final char[] IN_MEMORY = "in memory".toCharArray();

  private TlsIdentity() {}

  /**
   * Reads certificate and key.
   *
   * @throws IOException if they cannot be read or do not belong together, with what to do
   */
  static SslContextFactory.Server read(Config.Tls tls) throws IOException {
    var factory = new SslContextFactory.Server();
    factory.setKeyStore(keys(tls));
    factory.setKeyStorePassword(String.valueOf(IN_MEMORY));
    return factory;
  }

  /**
   * Reads certificate and key anew for a factory that was made here.
   *
   * @throws IOException as {@link #read}
   */
  static KeyStore keys(Config.Tls tls) throws IOException {
    List<Certificate> chain = chain(tls.cert());
    PublicKey publicKey = chain.getFirst().getPublicKey();
    PrivateKey key = key(tls.key(), publicKey.getAlgorithm());
    try {
      requirePair(key, publicKey, tls);
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(null, IN_MEMORY);
      keys.setKeyEntry("runflow", key, IN_MEMORY, chain.toArray(Certificate[]::new));
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "`http.tls.cert` and `http.tls.key` cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<Certificate> chain(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> chain =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (chain.isEmpty()) {
        throw new IOException("`http.tls.cert`: %s holds no certificate".formatted(file));
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "`http.tls.cert`: %s is no PEM file of certificates: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws IOException {
    Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          "`http.tls.key`: %s holds no key in PKCS #8 (BEGIN PRIVATE KEY); convert it with `openssl pkcs8 -topk8 -nodes -in OLD -out NEW`"
              .formatted(file));
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey key =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      Arrays.fill(der, (byte) 0);
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // What cannot be read may be quoted in the cause.
      throw new IOException(
          "`http.tls.key`: %s holds no %s key, which the certificate asks for"
              .formatted(file, algorithm));
    }
  }

  private static void requirePair(PrivateKey key, PublicKey publicKey, Config.Tls tls)
      throws GeneralSecurityException, IOException {
    byte[] text = "the same pair".getBytes(StandardCharsets.US_ASCII);
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    if (!signature.verify(signed)) {
      throw new IOException(
          "`http.tls.key`: %s is not the key of the certificate in %s"
              .formatted(tls.key(), tls.cert()));
    }
  }
}
