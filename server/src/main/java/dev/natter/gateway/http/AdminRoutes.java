package dev.natter.gateway.http;

import dev.natter.auth.Accounts;
import dev.natter.chat.Administration;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.Erasure;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.Credentials;
import dev.natter.wire.EraseRequest;
import dev.natter.wire.ListRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.ShownAccount;
import dev.natter.wire.ShownAudit;
import java.util.List;
import java.util.Optional;
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

  /** An account that is gone already can be erased all the same, by its id. */
  private CompletionStage<HttpAnswer> remove(ApiRequest request) throws MalformedException {
    String who = request.parameter("name");
    Optional<Erasure> erasure = EraseRequest.ofQuery(request.query());
    return accounts
        .remove(request.caller(), who)
        .thenApply(
            answer ->
                answer.fold(
                    gone -> erased(request.caller(), gone.id(), erasure),
                    why ->
                        UserId.read(who)
                            .filter(id -> why.code() == RejectCode.NOT_FOUND && erasure.isPresent())
                            .map(id -> erased(request.caller(), id, erasure))
                            .orElseGet(() -> Problems.of(why))));
  }

  /** What takes minutes is only begun; the audit log tells when it is done. */
  private HttpAnswer erased(Caller caller, UserId user, Optional<Erasure> erasure) {
    return erasure
        .map(
            how ->
                administration
                    .erase(caller, user, how)
                    .getNow(new Answer.Given<>(0L))
                    .fold(count -> Answers.json(202, EraseRequest.Begun.of(user)), Problems::of))
        .orElseGet(Answers::none);
  }

  private CompletionStage<HttpAnswer> audit(ApiRequest request) throws MalformedException {
    ListRequest asked = ListRequest.ofQuery(request.query());
    return Answers.of(
        administration.audit(request.caller(), asked.cursor(), asked.limit()),
        page -> Answers.json(200, ShownAudit.of(page)));
  }
}
