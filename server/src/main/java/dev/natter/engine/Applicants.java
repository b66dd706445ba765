package dev.natter.engine;

import com.corundumstudio.socketio.AuthTokenResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Asks whether clients may join a namespace: netty-socketio's token listeners, always and with an
 * empty object if there is no payload, then middlewares.
 *
 * <p>Thread: that of listeners.
 */
final class Applicants {

  private static final AuthTokenResult FAULT = new AuthTokenResult(false, "Internal error");

  private final EngineNamespace namespace;
  private final List<ConnectMiddleware> middlewares = new CopyOnWriteArrayList<>();
  private volatile boolean tokens;

  Applicants(EngineNamespace namespace) {
    this.namespace = namespace;
  }

  void add(ConnectMiddleware middleware) {
    middlewares.add(middleware);
  }

  void askTokenListeners() {
    tokens = true;
  }

  /** Whether anybody is asked at all. */
  boolean areAsked() {
    return tokens || !middlewares.isEmpty();
  }

  void ask(EngineClient applicant, Consumer<AuthTokenResult> then) {
    AuthTokenResult result =
        tokens
            ? namespace.onAuthData(applicant, applicant.getHandshakeData().getAuthToken())
            : AuthTokenResult.AuthTokenResultSuccess;
    if (result.isSuccess()) {
      ask(applicant, 0, then);
    } else {
      then.accept(result);
    }
  }

  private void ask(EngineClient applicant, int index, Consumer<AuthTokenResult> then) {
    if (index >= middlewares.size()) {
      then.accept(AuthTokenResult.AuthTokenResultSuccess);
      return;
    }
    try {
      middlewares
          .get(index)
          .admit(applicant)
          .whenComplete(
              (result, fault) -> {
                if (fault != null) {
                  ListenerFaults.tell("middleware", fault);
                  then.accept(FAULT);
                } else if (result.isSuccess()) {
                  ask(applicant, index + 1, then);
                } else {
                  then.accept(result);
                }
              });
    } catch (RuntimeException e) {
      ListenerFaults.tell("middleware", e);
      then.accept(FAULT);
    }
  }
}
