package dev.natter.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.net.HttpExchange;
import dev.natter.net.HttpRoute;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The web client and the Socket.IO client files, from the class path. All are read at start into a
 * fixed map: no address ever becomes the name of a file.
 */
public final class ClientFiles {

  private static final String ROOT = "/web/";
  private static final String INDEX = "index.html";
  private static final String ENGINE_FILES = "socket.io/";

  private final Map<String, ClientFile> files;

  private ClientFiles(Map<String, ClientFile> files) {
    this.files = files;
  }

  /**
   * Reads the files that {@code web/files.txt} lists, one path a line.
   *
   * @throws IOException if one of them is missing
   */
  public static ClientFiles load() throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    for (String path : list()) {
      contents.put(path, read(path));
    }
    Map<String, ClientFile> files = new HashMap<>();
    for (String path : contents.keySet()) {
      if (!path.endsWith(".gz") && !path.endsWith(".br")) {
        files.put(path, ClientFile.of(path, contents));
      }
    }
    return new ClientFiles(Map.copyOf(files));
  }

  /**
   * The files' addresses: the page at {@code /} and {@code /chat}, the Socket.IO client beside the
   * engine, and the rest where the page looks for it.
   *
   * @param enginePath the engine's path
   */
  public List<HttpRoute> routes(String enginePath) {
    List<HttpRoute> routes = new ArrayList<>();
    files.forEach(
        (path, file) -> {
          if (path.equals(INDEX)) {
            routes.add(HttpRoute.get("/", exchange -> answer(exchange, file)));
            routes.add(HttpRoute.get("/chat", exchange -> answer(exchange, file)));
          } else if (path.startsWith(ENGINE_FILES)) {
            String address = enginePath + "/" + path.substring(ENGINE_FILES.length());
            routes.add(HttpRoute.get(address, exchange -> answer(exchange, file)));
          } else {
            routes.add(HttpRoute.get("/" + path, exchange -> answer(exchange, file)));
          }
        });
    return routes;
  }

  private static void answer(HttpExchange exchange, ClientFile file) {
    exchange.answer(
        file.answer(
            exchange.header(HttpHeaderNames.IF_NONE_MATCH),
            exchange.header(HttpHeaderNames.ACCEPT_ENCODING)));
  }

  private static List<String> list() throws IOException {
    try (InputStream in = ClientFiles.class.getResourceAsStream(ROOT + "files.txt")) {
      if (in == null) {
        return List.of();
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  private static byte[] read(String path) throws IOException {
    try (InputStream in = ClientFiles.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IOException("The file " + path + " of the web client is missing.");
      }
      return in.readAllBytes();
    }
  }
}
