package dev.natter.gateway.http;

import dev.natter.auth.Bearer;
import dev.natter.auth.BrowserHeaders;
import dev.natter.auth.Knock;
import dev.natter.auth.SessionCookie;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.Rejected;
import dev.natter.chat.SessionId;
import dev.natter.net.HttpAnswer;
import dev.natter.net.HttpExchange;
import dev.natter.net.HttpRoute;
import dev.natter.wire.MalformedException;
import dev.natter.wire.Spaces;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
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
  public RestApi with(AccountRoutes accounts) {
    rows.addAll(accounts.rows());
    return this;
  }

  /** The same with further rows. */
  public RestApi with(AdminRoutes admin) {
    rows.addAll(admin.rows());
    return this;
  }

  /** The same with further rows. */
  public RestApi with(ServerRoutes server) {
    rows.addAll(server.rows());
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
    String namespace = exchange.query().getOrDefault("namespace", "/");
    if (spaces.find(namespace).isEmpty()) {
      exchange.answer(Problems.of(404, "There is no such namespace."));
      return;
    }
    BrowserHeaders browser = BrowserHeaders.of(exchange::headers).encrypted(exchange.isEncrypted());
    Bearer bearer = row.forAll() ? Bearer.NOBODY : bearer(exchange, browser);
    byte[] body = exchange.body();
    String acceptEncoding = exchange.header(HttpHeaderNames.ACCEPT_ENCODING);
    var unused =
        caller(row, new Knock(namespace, bearer, "", SessionId.NONE, exchange.address()))
            .thenCompose(
                answer ->
                    answer.fold(
                        caller -> perform(row, request(exchange, caller, bearer, browser, body)),
                        why -> CompletableFuture.completedFuture(refused(why, bearer, browser))))
            .exceptionally(this::failed)
            .thenAccept(answer -> exchange.answer(Gzip.packed(answer, acceptEncoding)));
  }

  private CompletionStage<Answer<Caller>> caller(ApiRow row, Knock knock) {
    return row.forAll()
        ? CompletableFuture.completedFuture(callers.stranger(knock))
        : callers.of(knock);
  }

  private static Bearer bearer(HttpExchange exchange, BrowserHeaders browser) {
    HttpMethod method = exchange.method();
    boolean safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    return Bearer.ofRequest(exchange.header(HttpHeaderNames.AUTHORIZATION), browser, safe);
  }

  /** A cookie that is not good any more is taken away: no script can. */
  private static HttpAnswer refused(Rejected why, Bearer bearer, BrowserHeaders browser) {
    HttpAnswer problem = Problems.of(why);
    return bearer.byCookie() && why.code().httpStatus() == 401
        ? problem.with("Set-Cookie", SessionCookie.gone(browser))
        : problem;
  }

  private static ApiRequest request(
      HttpExchange exchange, Caller caller, Bearer bearer, BrowserHeaders browser, byte[] body) {
    return new ApiRequest(
        caller,
        bearer,
        browser,
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
