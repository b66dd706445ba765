package dev.natter.engine;

import com.corundumstudio.socketio.AuthTokenResult;
import java.util.concurrent.CompletionStage;

/** Asked before a client joins a namespace, in the order of adding, until one refuses. */
@FunctionalInterface
public interface ConnectMiddleware {

  /**
   * Whether the client may join. What it sends or joins before that comes to nothing.
   *
   * <p>Thread: that of listeners.
   */
  CompletionStage<AuthTokenResult> admit(EngineClient applicant);
}
