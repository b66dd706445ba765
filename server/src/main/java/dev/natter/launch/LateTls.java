package dev.natter.launch;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The platform's own default for TLS, made when somebody needs it. The MongoDB driver asks for the
 * default even where it was given a context and uses that, and to make it every certificate that
 * the platform trusts is read: a tenth of a start.
 *
 * <p>Thread: any.
 */
final class LateTls extends SSLContext {

  LateTls() {
    super(new Late(), Security.getProviders()[0], "Default");
  }

  /** From now on the default of this process is made late. */
  static void makeDefault() {
    SSLContext.setDefault(new LateTls());
  }

  private static final class Platform {
    private static final SSLContext CONTEXT = context();

    private static SSLContext context() {
      try {
        return SSLContext.getInstance("Default");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has a default for TLS", e);
      }
    }
  }

  private static final class Late extends SSLContextSpi {

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new IllegalStateException("the default is made from the platform's settings");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return Platform.CONTEXT.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return Platform.CONTEXT.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return Platform.CONTEXT.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return Platform.CONTEXT.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return Platform.CONTEXT.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return Platform.CONTEXT.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return Platform.CONTEXT.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return Platform.CONTEXT.getSupportedSSLParameters();
    }
  }
}
