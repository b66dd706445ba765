package dev.natter.wire;

import dev.natter.chat.Sender;
import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookKind;
import dev.natter.chat.Webhooks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what webhook somebody wants: {@code {kind, name, url?, command?}}. */
public final class CreateWebhook {

  private static final int MAX_WORD = 64;

  private CreateWebhook() {}

  /** The wish that a body spells. */
  public static Webhooks.Wish read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    String word = Properties.text(properties, "kind", MAX_WORD);
    Optional<WebhookKind> kind =
        Arrays.stream(WebhookKind.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
            .findAny();
    if (kind.isEmpty()) {
      throw new MalformedException("'kind' is one of out, command, in.");
    }
    String name = Properties.text(properties, "name", Sender.MAX_NAME_LENGTH).strip();
    if (name.isEmpty() || name.codePoints().anyMatch(ConnectRequest::isInvisible)) {
      throw new MalformedException("'name' has 1 to 64 characters that can be seen.");
    }
    String url = Properties.text(properties, "url", Webhook.MAX_ADDRESS);
    if (kind.get() != WebhookKind.IN) {
      check(url);
    }
    String command = Properties.text(properties, "command", MAX_WORD);
    if (kind.get() == WebhookKind.COMMAND && !Webhook.isCommand(command)) {
      throw new MalformedException("'command' is a slash and a word, as '/weather'.");
    }
    return new Webhooks.Wish(
        kind.get(), name, url, kind.get() == WebhookKind.COMMAND ? command : "");
  }

  private static void check(String url) throws MalformedException {
    try {
      URI address = new URI(url);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (web && address.getHost() != null && address.getUserInfo() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      throw new MalformedException("'url' is no address.");
    }
    throw new MalformedException("'url' is an address of http or https, without a password.");
  }
}
