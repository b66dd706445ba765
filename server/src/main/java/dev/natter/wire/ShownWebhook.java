package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookKind;
import java.util.List;
import java.util.Locale;

/**
 * A webhook as those see it who run its room. What is empty is left out.
 *
 * @param delivered the sequence of the last message that it was told
 * @param parked whether it is told nothing more until somebody resumes it
 * @param fault why the last attempt failed
 */
public record ShownWebhook(
    String id,
    String room,
    String namespace,
    String kind,
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String url,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String command,
    long delivered,
    boolean parked,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String fault) {

  /** Several of them. */
  public record Listing(List<ShownWebhook> webhooks) {
    /** The listing of webhooks. */
    public static Listing of(List<Webhook> webhooks) {
      return new Listing(webhooks.stream().map(ShownWebhook::of).toList());
    }
  }

  /**
   * One that was set up.
   *
   * @param secret what signs its calls; shown this once
   * @param post where to post to; shown this once
   */
  public record Made(
      ShownWebhook webhook,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String secret,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String post) {

    /** The answer for one that was set up. */
    public static Made of(Webhook hook, String secret) {
      boolean in = hook.kind() == WebhookKind.IN;
      return new Made(ShownWebhook.of(hook), in ? "" : secret, in ? "/api/hooks/" + secret : "");
    }
  }

  /** A webhook's spelling. */
  public static ShownWebhook of(Webhook hook) {
    return new ShownWebhook(
        hook.id().value(),
        hook.room().name(),
        hook.room().namespace(),
        hook.kind().name().toLowerCase(Locale.ROOT),
        hook.name(),
        hook.address(),
        hook.command(),
        hook.delivered(),
        hook.parked(),
        hook.fault());
  }
}
