package dev.natter.gateway.http;

import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookId;
import dev.natter.chat.Webhooks;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.CreateWebhook;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PostedMessage;
import dev.natter.wire.SendMessage;
import dev.natter.wire.ShownWebhook;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The rows of webhooks. */
public final class WebhookRoutes {

  private static final String WEBHOOKS = "/api/rooms/{room}/webhooks";
  private static final String WEBHOOK = WEBHOOKS + "/{id}";

  private final Webhooks webhooks;

  public WebhookRoutes(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.get(WEBHOOKS, this::list),
        ApiRow.post(WEBHOOKS, this::add),
        ApiRow.delete(WEBHOOK, this::remove),
        ApiRow.post(WEBHOOK + "/resume", this::resume),
        ApiRow.post("/api/hooks/{secret}", this::post).openToAll(),
        ApiRow.get("/api/admin/webhooks/parked", this::parked));
  }

  private CompletionStage<HttpAnswer> list(ApiRequest request) throws MalformedException {
    return Answers.of(webhooks.list(request.caller(), request.room()), WebhookRoutes::listing);
  }

  private CompletionStage<HttpAnswer> parked(ApiRequest request) {
    return Answers.of(webhooks.parked(request.caller()), WebhookRoutes::listing);
  }

  private CompletionStage<HttpAnswer> add(ApiRequest request) throws MalformedException {
    Webhooks.Wish wish = CreateWebhook.read(request.json());
    return Answers.of(
        webhooks.add(request.caller(), request.room(), wish),
        made -> Answers.json(201, ShownWebhook.Made.of(made.webhook(), made.secret())));
  }

  private CompletionStage<HttpAnswer> remove(ApiRequest request) throws MalformedException {
    return Answers.of(
        webhooks.remove(request.caller(), request.room(), id(request)), hook -> Answers.none());
  }

  private CompletionStage<HttpAnswer> resume(ApiRequest request) throws MalformedException {
    boolean skip = request.query().getOrDefault("skip", "false").equals("true");
    return Answers.of(
        webhooks.resume(request.caller(), request.room(), id(request), skip),
        hook -> Answers.json(200, ShownWebhook.of(hook)));
  }

  private CompletionStage<HttpAnswer> post(ApiRequest request) throws MalformedException {
    SendMessage message = Dialect.NATTER.read(List.of(request.json()));
    return webhooks
        .post(request.parameter("secret"), message.body(), message.clientId())
        .thenApply(
            result ->
                result.fold(
                    accepted ->
                        Answers.json(
                            accepted.resend() ? 200 : 201, PostedMessage.of(accepted.message())),
                    Problems::of));
  }

  private static HttpAnswer listing(List<Webhook> webhooks) {
    return Answers.json(200, ShownWebhook.Listing.of(webhooks));
  }

  private static WebhookId id(ApiRequest request) throws MalformedException {
    try {
      return new WebhookId(request.parameter("id"));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("Refused: " + e.getMessage() + ".");
    }
  }
}
