package dev.natter.net;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final SslContext context;

  private TlsCertificate(SslContext context) {
    this.context = context;
  }

  /**
   * Reads a certificate, with those that vouch for it behind it, and its key, both as PEM; the key
   * in the form of PKCS #8, without a password.
   *
   * @throws IOException if a file cannot be read, or does not hold that
   */
  public static TlsCertificate read(Path certificate, Path key) throws IOException {
    try (InputStream chain = Files.newInputStream(certificate);
        InputStream secret = Files.newInputStream(key)) {
      return new TlsCertificate(
          SslContextBuilder.forServer(chain, secret).protocols("TLSv1.3", "TLSv1.2").build());
    } catch (IllegalArgumentException | SSLException e) {
      throw new IOException("no certificate with its key", e);
    }
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
