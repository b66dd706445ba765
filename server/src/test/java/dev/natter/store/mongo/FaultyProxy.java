package dev.natter.store.mongo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP line to a server that can be cut, stalled, or made to lose answers. */
public final class FaultyProxy implements AutoCloseable {

  private enum Line {
    WHOLE,
    CUT,
    STALLED,
    DEAF
  }

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final Object monitor = new Object();
  private Line line = Line.WHOLE;

  public FaultyProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Closes every connection, and every new one at once. */
  public void cut() {
    set(Line.CUT);
    connections.forEach(Connection::close);
  }

  /** Lets nothing through in either direction; what came goes on when the line is whole again. */
  public void stall() {
    set(Line.STALLED);
  }

  /** Lets requests through and loses the answers to inserts. */
  void loseAnswersToInserts() {
    set(Line.DEAF);
  }

  /** Lets everything through again, what was held back first. */
  public void heal() {
    connections.forEach(connection -> connection.held = false);
    set(Line.WHOLE);
  }

  /** Heals the line for new connections; what the old ones hold stays held until {@link #heal}. */
  void healForNewConnections() {
    connections.forEach(connection -> connection.held = true);
    set(Line.WHOLE);
  }

  private void set(Line next) {
    synchronized (monitor) {
      line = next;
      monitor.notifyAll();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        synchronized (monitor) {
          if (line == Line.CUT) {
            client.close();
            continue;
          }
        }
        Socket server = new Socket(target.getAddress(), target.getPort());
        Connection connection = new Connection(client, server);
        connections.add(connection);
        thread(() -> connection.pump(client, server, false));
        thread(() -> connection.pump(server, client, true));
      } catch (IOException e) {
        // Closed, or the server is away.
      }
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean held;
    private volatile boolean inserts;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pump(Socket from, Socket to, boolean answers) {
      byte[] buffer = new byte[65_536];
      try {
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream();
        for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
          if (!answers) {
            inserts = new String(buffer, 0, n, ISO_8859_1).contains("insert");
          }
          if (passes(answers)) {
            output.write(buffer, 0, n);
          }
        }
        to.shutdownOutput();
      } catch (IOException e) {
        close();
      }
    }

    private boolean passes(boolean answers) {
      synchronized (monitor) {
        while (line == Line.STALLED || (held && line != Line.CUT)) {
          try {
            monitor.wait();
          } catch (InterruptedException e) {
            return false;
          }
        }
        return !(answers && inserts && line == Line.DEAF);
      }
    }

    void close() {
      try {
        client.close();
        server.close();
      } catch (IOException e) {
        // It is closed, one way or another.
      }
    }
  }
}
