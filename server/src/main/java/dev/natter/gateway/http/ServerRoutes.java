package dev.natter.gateway.http;

import dev.natter.auth.Accounts;
import dev.natter.auth.AuthMode;
import dev.natter.auth.Doorkeeper;
import dev.natter.chat.AccountName;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.FileLimits;
import dev.natter.chat.HistoryQuery;
import dev.natter.wire.ShownServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The row that says what this server allows, which anybody may know before it signs in. */
public final class ServerRoutes {

  private final ShownServer shown;

  public ServerRoutes(String version, Doorkeeper doorkeeper, ChatLimits chat, FileLimits files) {
    shown =
        new ShownServer(
            version,
            new ShownServer.Auth(
                doorkeeper.letsIn(AuthMode.OPEN),
                doorkeeper.letsIn(AuthMode.ACCOUNTS),
                doorkeeper.accounts().isOpen(),
                doorkeeper.letsIn(AuthMode.TOKEN)),
            new ShownServer.Limits(
                chat.maxBodyBytes(),
                files.maxBytes(),
                HistoryQuery.MAX_LIMIT,
                chat.maxRooms(),
                AccountName.MAX_LENGTH,
                Accounts.MIN_PASSWORD,
                Accounts.MAX_PASSWORD));
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.get(
                "/api/server",
                request -> CompletableFuture.completedFuture(Answers.json(200, shown)))
            .openToAll());
  }
}
