package dev.natter.gateway.http;

import dev.natter.chat.Caller;
import dev.natter.net.HttpAnswer;
import dev.natter.net.HttpExchange;
import dev.natter.net.HttpRoute;
import dev.natter.wire.MalformedException;
import dev.natter.wire.Spaces;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The API: recognises the caller, runs the row's operation, and answers. What a caller may do is
 * decided in the chat, as it is for events.
 */
public final class RestApi {

  private final Callers callers;
  private final Spaces spaces;
  private final Consumer<Throwable> faults;
  private final List<ApiRow> rows = new ArrayList<>();

  /**
   * An API without a row.
   *
   * @param spaces the namespaces that exist
   * @param faults told of an operation that failed
   */
  public RestApi(Callers callers, Spaces spaces, Consumer<Throwable> faults) {
    this.callers = callers;
    this.spaces = spaces;
    this.faults = faults;
  }

  /** The same with further rows. */
  public RestApi with(MessageRoutes messages) {
    rows.addAll(messages.rows());
    return this;
  }

  /** The same with further rows. */
  public RestApi with(FileRoutes files) {
    rows.addAll(files.rows());
    return this;
  }

  /** The same with further rows. */
  public RestApi with(RoomRoutes rooms) {
    rows.addAll(rooms.rows());
    return this;
  }

  /** The same with further rows. */
  public RestApi with(WebhookRoutes webhooks) {
    rows.addAll(webhooks.rows());
    return this;
  }

  /** The routes of all rows, and of the documents that describe them. */
  public List<HttpRoute> routes() {
    List<HttpRoute> routes = new ArrayList<>();
    rows.forEach(
        row ->
            routes.add(
                new HttpRoute(
                    row.method(), row.path(), row.maxBodyBytes(), asked -> run(asked, row))));
    routes.addAll(ApiDocuments.routes());
    return routes;
  }

  List<ApiRow> rows() {
    return List.copyOf(rows);
  }

  private void run(HttpExchange exchange, ApiRow row) {
    if (spaces.find(exchange.query().getOrDefault("namespace", "/")).isEmpty()) {
      exchange.answer(Problems.of(404, "There is no such namespace."));
      return;
    }
    byte[] body = exchange.body();
    String acceptEncoding = exchange.header(HttpHeaderNames.ACCEPT_ENCODING);
    var unused =
        callers
            .of(exchange)
            .thenCompose(
                answer ->
                    answer.fold(
                        caller -> perform(row, request(exchange, caller, body)),
                        why -> CompletableFuture.completedFuture(Problems.of(why))))
            .exceptionally(this::failed)
            .thenAccept(answer -> exchange.answer(Gzip.packed(answer, acceptEncoding)));
  }

  private static ApiRequest request(HttpExchange exchange, Caller caller, byte[] body) {
    return new ApiRequest(
        caller,
        exchange.parameters(),
        exchange.query(),
        exchange.header(HttpHeaderNames.CONTENT_TYPE),
        body);
  }

  private static CompletionStage<HttpAnswer> perform(ApiRow row, ApiRequest request) {
    try {
      return row.operation().answer(request);
    } catch (MalformedException e) {
      return CompletableFuture.completedFuture(Problems.of(400, e.sentence()));
    }
  }

  private HttpAnswer failed(Throwable fault) {
    faults.accept(fault);
    return Problems.of(500, "The server failed at this.");
  }
}
