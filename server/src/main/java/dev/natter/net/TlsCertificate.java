package dev.natter.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What this server shows to whoever connects by TLS. Netty encrypts with BoringSSL where that is on
 * the class path, with Java's own TLS otherwise.
 *
 * <p>Thread: any.
 */
public final class TlsCertificate {

  /** The name of the handler that encrypts. */
  private static final String HANDLER = "encryption";

  private static final Pattern SECRET =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private final SslContext context;

  private TlsCertificate(SslContext context) {
    this.context = context;
  }

  /**
   * Reads a certificate, with those that vouch for it behind it, and its key, both as PEM; the key
   * in the form of PKCS #8, without a password.
   *
   * @throws IOException if a file cannot be read, does not hold that, or the key is another's
   */
  public static TlsCertificate read(Path certificate, Path key) throws IOException {
    try (InputStream pem = Files.newInputStream(certificate)) {
      X509Certificate[] chain =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
      if (chain.length == 0) {
        throw new IOException("no certificate");
      }
      PrivateKey secret = secret(Files.readString(key), chain[0].getPublicKey().getAlgorithm());
      if (!belongs(secret, chain[0])) {
        throw new IOException("the key of another certificate");
      }
      return new TlsCertificate(
          SslContextBuilder.forServer(secret, chain).protocols("TLSv1.3", "TLSv1.2").build());
    } catch (GeneralSecurityException | IllegalArgumentException | SSLException e) {
      throw new IOException("no certificate with its key", e);
    }
  }

  private static PrivateKey secret(String pem, String algorithm) throws GeneralSecurityException {
    Matcher found = SECRET.matcher(pem);
    if (!found.find()) {
      throw new InvalidKeyException("no key");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  /** Whether what the key signs is what the certificate attests: clients would only hang up. */
  private static boolean belongs(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String way =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signing = Signature.getInstance(way);
    signing.initSign(key);
    signing.update(HANDLER.getBytes(US_ASCII));
    byte[] signed = signing.sign();
    signing.initVerify(certificate.getPublicKey());
    signing.update(HANDLER.getBytes(US_ASCII));
    return signing.verify(signed);
  }

  /** Encrypts a new connection: everything that is in its pipeline sees what was encrypted. */
  public void encrypt(ChannelPipeline pipeline) {
    pipeline.addFirst(HANDLER, context.newHandler(pipeline.channel().alloc()));
  }

  /** Whether a connection is encrypted here. */
  static boolean isOn(ChannelPipeline pipeline) {
    return pipeline.context(HANDLER) != null;
  }
}
