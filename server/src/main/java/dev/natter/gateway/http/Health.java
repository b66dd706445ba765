package dev.natter.gateway.http;

import dev.natter.net.HttpAnswer;
import dev.natter.net.HttpRoute;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Says whether the process is up, and whether it takes messages. It says nothing more. */
public final class Health {

  private final BooleanSupplier ready;

  public Health(BooleanSupplier ready) {
    this.ready = ready;
  }

  /** {@code /healthz} and {@code /readyz}. */
  public List<HttpRoute> routes() {
    return List.of(
        HttpRoute.get("/healthz", exchange -> exchange.answer(answer(200, "up"))),
        HttpRoute.get(
            "/readyz",
            exchange ->
                exchange.answer(
                    ready.getAsBoolean() ? answer(200, "ready") : answer(503, "not ready"))));
  }

  private static HttpAnswer answer(int status, String word) {
    return HttpAnswer.plain(status, word).with("Cache-Control", "no-store");
  }
}
