package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS as netty-socketio's configuration asks for it, of version 1.2 or 1.3 whatever its protocol
 * name says: upstream's default is 1.0.
 *
 * <p>Thread: any.
 */
final class TlsContext {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final int HANDSHAKE_SECONDS = 10;

  private final SSLContext context;
  private final boolean clientsShowCertificate;

  private TlsContext(SSLContext context, boolean clientsShowCertificate) {
    this.context = context;
    this.clientsShowCertificate = clientsShowCertificate;
  }

  static TlsContext of(Configuration configuration) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager @Nullable [] trust = null;
      if (configuration.getTrustStore() != null) {
        TrustManagerFactory factory =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(
            load(
                configuration.getTrustStoreFormat(),
                configuration.getTrustStore(),
                configuration.getTrustStorePassword()));
        trust = factory.getTrustManagers();
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(configuration.getKeyManagerFactoryAlgorithm());
      keys.init(
          load(
              configuration.getKeyStoreFormat(),
              configuration.getKeyStore(),
              configuration.getKeyStorePassword()),
          configuration.getKeyStorePassword().toCharArray());
      context.init(keys.getKeyManagers(), trust, null);
      return new TlsContext(context, configuration.isNeedClientAuth() && trust != null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The key store cannot be used.", e);
    }
  }

  private static KeyStore load(String format, InputStream in, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(format);
    store.load(in, password.toCharArray());
    return store;
  }

  SslHandler handler() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(clientsShowCertificate);
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return handler;
  }
}
