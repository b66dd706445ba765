package dev.natter.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A WebSocket's handshake on a bare socket, for peers that behave as no client would. */
final class Handshake {

  private Handshake() {}

  /** The status line of the answer. */
  static String status(int port, String path, String headers) throws IOException {
    try (Socket socket = ask(port, path, headers)) {
      return head(socket.getInputStream()).lines().findFirst().orElse("");
    }
  }

  /** A socket that has been upgraded. */
  static Socket open(int port, String path, String headers) throws IOException {
    Socket socket = ask(port, path, headers);
    String head = head(socket.getInputStream());
    if (!head.startsWith("HTTP/1.1 101 ")) {
      socket.close();
      throw new IOException(head);
    }
    return socket;
  }

  private static Socket ask(int port, String path, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.setReceiveBufferSize(4096);
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + headers
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(US_ASCII);
  }
}
