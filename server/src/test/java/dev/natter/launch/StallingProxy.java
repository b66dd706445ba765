package dev.natter.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A TCP proxy that can be told to pass nothing on, as a network or a server that hangs. */
final class StallingProxy implements AutoCloseable {

  private static final int BUFFER_BYTES = 16_384;

  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private boolean stalled;

  StallingProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Holds everything back from now on. */
  void stall() {
    set(true);
  }

  /** Lets everything through, what was held back first. */
  void flow() {
    set(false);
  }

  /** Cuts every connection; new ones are taken. */
  void cut() {
    sockets.forEach(StallingProxy::close);
    sockets.clear();
  }

  private void set(boolean value) {
    lock.lock();
    try {
      stalled = value;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        start(() -> pass(client, server));
        start(() -> pass(server, client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        waitUntilItFlows();
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
    } catch (IOException e) {
      // One end is gone, and the other is closed with it.
    }
  }

  private void waitUntilItFlows() {
    lock.lock();
    try {
      while (stalled) {
        change.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "stalling-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    flow();
    cut();
  }
}
