package dev.natter.gateway.http;

import dev.natter.auth.Accounts;
import dev.natter.auth.Doorkeeper;
import dev.natter.chat.AccountName;
import dev.natter.chat.AuthMode;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.FileLimits;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.RoomRules;
import dev.natter.wire.ShownServer;
import dev.natter.wire.Spaces;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The row that says what a namespace of this server allows, which anybody may know before it signs
 * in.
 */
public final class ServerRoutes {

  private final String version;
  private final Doorkeeper doorkeeper;
  private final Spaces spaces;
  private final ChatLimits chat;
  private final FileLimits files;

  public ServerRoutes(
      String version, Doorkeeper doorkeeper, Spaces spaces, ChatLimits chat, FileLimits files) {
    this.version = version;
    this.doorkeeper = doorkeeper;
    this.spaces = spaces;
    this.chat = chat;
    this.files = files;
  }

  private ShownServer shown(String namespace) {
    RoomRules rules = spaces.rules(namespace);
    boolean accounts = letsIn(rules, AuthMode.ACCOUNTS);
    return new ShownServer(
        version,
        new ShownServer.Auth(
            letsIn(rules, AuthMode.OPEN),
            accounts,
            accounts && doorkeeper.accounts().isOpen(),
            letsIn(rules, AuthMode.TOKEN)),
        new ShownServer.Limits(
            Math.min(chat.maxBodyBytes(), rules.limits().bodyBytes()),
            files.maxBytes(),
            HistoryQuery.MAX_LIMIT,
            Math.min(chat.maxRooms(), rules.maxJoined()),
            AccountName.MAX_LENGTH,
            Accounts.MIN_PASSWORD,
            Accounts.MAX_PASSWORD));
  }

  private boolean letsIn(RoomRules rules, AuthMode mode) {
    return rules.letsIn(mode) && doorkeeper.letsIn(mode);
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.get(
                "/api/server",
                request ->
                    CompletableFuture.completedFuture(
                        Answers.json(200, shown(request.namespace()))))
            .openToAll());
  }
}
