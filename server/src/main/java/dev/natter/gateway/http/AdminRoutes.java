package dev.natter.gateway.http;

import dev.natter.auth.Accounts;
import dev.natter.chat.Administration;
import dev.natter.chat.Standing;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.Credentials;
import dev.natter.wire.ListRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.ShownAccount;
import dev.natter.wire.ShownAudit;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The rows of those who administer the server. */
public final class AdminRoutes {

  private static final String USERS = "/api/admin/users";
  private static final String USER = USERS + "/{name}";

  private final Accounts accounts;
  private final Administration administration;

  public AdminRoutes(Accounts accounts, Administration administration) {
    this.accounts = accounts;
    this.administration = administration;
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.get(USERS, this::users),
        ApiRow.post(USERS, this::add),
        ApiRow.patch(USER, this::change),
        ApiRow.delete(USER, this::remove),
        ApiRow.get("/api/admin/audit", this::audit));
  }

  private CompletionStage<HttpAnswer> users(ApiRequest request) throws MalformedException {
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        accounts.page(request.caller(), asked.cursor(), asked.limit()),
        page -> Answers.json(200, ShownAccount.Page.of(page)));
  }

  private CompletionStage<HttpAnswer> add(ApiRequest request) throws MalformedException {
    Credentials.Wanted wanted = Credentials.Wanted.read(request.json());
    return Answers.of(
        accounts.add(
            request.caller(),
            wanted.name(),
            wanted.password().orElse(""),
            wanted.standing().orElse(Standing.USER)),
        made -> Answers.json(201, ShownAccount.of(made)));
  }

  private CompletionStage<HttpAnswer> change(ApiRequest request) throws MalformedException {
    Credentials.Wanted wanted = Credentials.Wanted.read(request.json());
    return Answers.of(
        accounts.change(
            request.caller(), request.parameter("name"), wanted.password(), wanted.standing()),
        changed -> Answers.json(200, ShownAccount.of(changed)));
  }

  private CompletionStage<HttpAnswer> remove(ApiRequest request) {
    return Answers.of(
        accounts.remove(request.caller(), request.parameter("name")), gone -> Answers.none());
  }

  private CompletionStage<HttpAnswer> audit(ApiRequest request) throws MalformedException {
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        administration.audit(request.caller(), asked.cursor(), asked.limit()),
        page -> Answers.json(200, ShownAudit.of(page)));
  }
}
