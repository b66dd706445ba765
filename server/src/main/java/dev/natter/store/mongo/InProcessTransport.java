package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.Security;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The way from the driver to the embedded server that leaves neither the process nor its memory:
 * there is no port which another user of the machine could reach.
 *
 * <p>The one place where the synchronous driver lets its sockets be replaced is its TLS context, so
 * this is one in form only: its sockets are queues, and nothing is encrypted because nothing
 * travels.
 */
final class InProcessTransport implements AutoCloseable {

  /** More connections at once than a driver's pool and its monitors have. */
  static final int MAX_BUSY_CONNECTIONS = 128;

  private static final long IDLE_THREAD_SECONDS = 30;

  private final ThreadPoolExecutor threads;
  private final SSLContext context;

  InProcessTransport(MongoBackend backend) {
    AtomicInteger threadNumber = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            MAX_BUSY_CONNECTIONS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "natter-embedded-" + threadNumber.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    context = new Context(new Sockets(backend, threads));
  }

  /** What the driver takes for its TLS context. */
  SSLContext context() {
    return context;
  }

  /** Waits for the commands that run. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static final class Context extends SSLContext {
    Context(SSLSocketFactory sockets) {
      super(new ContextSpi(sockets), Security.getProviders()[0], "in-process");
    }
  }

  private static final class ContextSpi extends SSLContextSpi {
    private final SSLSocketFactory sockets;

    ContextSpi(SSLSocketFactory sockets) {
      this.sockets = sockets;
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return sockets;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Sockets extends SSLSocketFactory {
    private final MongoBackend backend;
    private final Executor threads;

    Sockets(MongoBackend backend, Executor threads) {
      this.backend = backend;
      this.threads = threads;
    }

    @Override
    public Socket createSocket() throws IOException {
      try {
        return new InProcessSocket(backend, threads);
      } catch (RejectedExecutionException e) {
        throw new IOException("the embedded store is closed", e);
      }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return createSocket();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return createSocket();
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return new String[0];
    }
  }
}
