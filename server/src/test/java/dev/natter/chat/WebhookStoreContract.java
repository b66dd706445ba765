package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WebhookStore} guarantees. */
public abstract class WebhookStoreContract {

  private static final RoomId GREEN = new RoomId("/", "green");

  private WebhookStore store = new MemoryWebhookStore();

  /** An empty store. */
  protected abstract WebhookStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @Test
  void whatIsKeptIsFoundUntilItIsRemoved() throws Exception {
    Webhook out = hook("out", WebhookKind.OUT);
    store.keep(out);
    store.keep(hook("in", WebhookKind.IN));

    assertThat(store.find(out.id())).contains(out);
    assertThat(store.of(GREEN)).hasSize(2);
    assertThat(store.of(new RoomId("/other", "green"))).isEmpty();
    store.remove(out.id());
    assertThat(store.find(out.id())).isEmpty();
  }

  @Test
  void onlyThoseThatPostAreFoundByTheirSecret() throws Exception {
    Webhook in = hook("in", WebhookKind.IN);
    store.keep(in);
    store.keep(hook("out", WebhookKind.OUT));

    assertThat(store.ofSecret("secret of in")).contains(in);
    assertThat(store.ofSecret("secret of out")).isEmpty();
  }

  @Test
  void whatBecameOfOneIsKeptUnlessItIsGone() throws Exception {
    Webhook command = hook("command", WebhookKind.COMMAND);
    store.keep(command);
    Webhook later = command.delivered(7).failed(true, "It answered 500.");
    store.update(later);
    store.update(hook("gone", WebhookKind.OUT));

    assertThat(store.told(10)).containsExactly(later);
    assertThat(store.find(new WebhookId("gone"))).isEmpty();
  }

  private static Webhook hook(String id, WebhookKind kind) {
    return new Webhook(
        new WebhookId(id),
        GREEN,
        kind,
        "Weather",
        kind == WebhookKind.IN ? "" : "https://example.org/$where?a=b",
        kind == WebhookKind.COMMAND ? "/weather" : "",
        "secret of " + id,
        3,
        false,
        "");
  }
}
