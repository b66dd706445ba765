package dev.natter.wire;

import dev.natter.chat.Message;
import dev.natter.chat.Webhook;

/** What a webhook is told. */
public record WebhookCall(String event, String webhook, String namespace, PostedMessage message) {

  /** The call for a message. */
  public static WebhookCall of(Webhook hook, Message message) {
    return new WebhookCall(
        EventName.MESSAGE_POSTED.text(),
        hook.id().value(),
        message.room().namespace(),
        PostedMessage.of(message));
  }
}
