package dev.natter.gateway.http;

import dev.natter.net.HttpRoute;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The documents that describe this server to programs, from the class path. */
final class ApiDocuments {

  private static final List<String> NAMES = List.of("openapi.yaml", "asyncapi.yaml");

  private ApiDocuments() {}

  /** {@code /api/openapi.yaml} and its sisters. */
  static List<HttpRoute> routes() {
    return NAMES.stream().map(ApiDocuments::route).toList();
  }

  private static HttpRoute route(String name) {
    String path = "/api/" + name;
    ClientFile file = ClientFile.of(name, Map.of(name, read(path)));
    return HttpRoute.get(
        path,
        exchange ->
            exchange.answer(
                Gzip.packed(
                    file.answer(exchange.header(HttpHeaderNames.IF_NONE_MATCH), ""),
                    exchange.header(HttpHeaderNames.ACCEPT_ENCODING))));
  }

  private static byte[] read(String path) {
    try (InputStream in = ApiDocuments.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("The document " + path + " is missing.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
