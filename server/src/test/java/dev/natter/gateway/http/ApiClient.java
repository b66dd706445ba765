package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client of the API that holds every answer to the OpenAPI document. */
public final class ApiClient {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ApiDocument DOCUMENT = ApiDocument.of("openapi.yaml");

  private final int port;
  private final List<String> headers;

  private ApiClient(int port, List<String> headers) {
    this.port = port;
    this.headers = headers;
  }

  /** A guest. */
  public static ApiClient of(int port) {
    return new ApiClient(port, List.of());
  }

  /** The same with one header more on each request. */
  public ApiClient with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new ApiClient(port, more);
  }

  /** The same, recognised by a token. */
  public ApiClient as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public HttpResponse<String> get(String path) throws Exception {
    return ask("GET", path, "");
  }

  public HttpResponse<String> post(String path, String json) throws Exception {
    return ask("POST", path, json);
  }

  /**
   * Asks, and fails if the answer is not as described.
   *
   * @param json empty for no body
   */
  public HttpResponse<String> ask(String method, String path, String json) throws Exception {
    HttpRequest.Builder request = request(path);
    if (json.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(json));
    }
    return checked(method, path, request);
  }

  /** Sends a request, and fails if the answer is not as described. */
  HttpResponse<String> checked(String method, String path, HttpRequest.Builder request)
      throws Exception {
    HttpResponse<String> response = send(request);
    String type = response.headers().firstValue("Content-Type").orElse("");
    assertThat(
            DOCUMENT.complaints(
                method, path.split("\\?", 2)[0], response.statusCode(), type, response.body()))
        .as(method.toUpperCase(Locale.ROOT) + " " + path + ": " + response.body())
        .isEmpty();
    return response;
  }

  /** A request without its method, for what {@link #ask} cannot say. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
