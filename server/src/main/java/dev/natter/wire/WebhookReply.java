package dev.natter.wire;

import dev.natter.chat.MessageBody;
import java.util.Optional;

/** Reads what a command's webhook answered. */
public final class WebhookReply {

  private WebhookReply() {}

  /** The {@code body} of a JSON object; empty for any other answer, which is no reply. */
  public static Optional<MessageBody> body(String answer) {
    try {
      return Optional.ofNullable(WireCodec.properties(answer).get("body"))
          .filter(body -> !body.equals("null"))
          .map(body -> new MessageBody(body, Dialect.NATTER.wireName()));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
