package dev.natter.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One TCP connection that speaks HTTP/1.1 exactly as it is told to. */
final class RawHttp implements Closeable {
  private final Socket socket;
  private final InputStream in;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawHttp open(Target target) {
    return open(target, 0);
  }

  /** A connection whose receive buffer is bounded; 0 leaves the system's choice. */
  static RawHttp open(Target target, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.connect(new InetSocketAddress(target.host(), target.port()), 5000);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Target.patience().toMillis());
      return new RawHttp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request on a connection of its own. */
  static HttpReply once(Target target, String method, String path, String... headers) {
    try (RawHttp http = open(target)) {
      return http.request(method, path, new byte[0], headers);
    }
  }

  HttpReply get(String path, String... headers) {
    return request("GET", path, new byte[0], headers);
  }

  HttpReply post(String path, String body) {
    return request(
        "POST",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type: text/plain;charset=UTF-8");
  }

  HttpReply request(String method, String path, byte[] body, String... headers) {
    send(method, path, body, headers);
    return reply(method.equals("HEAD"));
  }

  void send(String method, String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (body.length > 0 || method.equals("POST")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    write(all.toByteArray());
  }

  String host() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }

  void write(String text) {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpReply reply() {
    return reply(false);
  }

  private HttpReply reply(boolean head) {
    try {
      HttpReply reply = readReply(head);
      // 100 Continue is an interim answer.
      return reply.status() == 100 ? readReply(head) : reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpReply readReply(boolean head) throws IOException {
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("not HTTP: " + String.join(" ", status));
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, any -> new ArrayList<>()).add(line.substring(colon + 1).trim());
    }
    int code = Integer.parseInt(status[1]);
    if (head || code == 101 || code == 204 || code == 304 || code == 100) {
      return new HttpReply(code, headers, new byte[0]);
    }
    return new HttpReply(code, headers, body(headers));
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    List<String> length = headers.getOrDefault("content-length", List.of());
    if (!length.isEmpty()) {
      return exactly(Integer.parseInt(length.get(0)));
    }
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        all.writeBytes(exactly(size));
        line();
      }
      line();
      return all.toByteArray();
    }
    return in.readAllBytes();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().trim(), 16);
  }

  /** Reads one byte; -1 when the peer has closed or reset the connection. */
  int readByte() {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing came within " + Target.patience(), e);
    } catch (IOException e) {
      return -1;
    }
  }

  byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("closed after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed by the server after '" + line + "'");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server ends this connection within the time, whatever it still sends. */
  boolean endsWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      while (System.nanoTime() < end) {
        long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
        socket.setSoTimeout((int) left);
        if (in.read() < 0) {
          return true;
        }
      }
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void readTimeout(Duration time) {
    try {
      socket.setSoTimeout((int) time.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the connection with a TCP reset. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
