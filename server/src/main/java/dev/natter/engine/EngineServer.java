package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * netty-socketio's server with a pipeline that conforms. Namespaces, listeners, rooms and
 * broadcasts are netty-socketio's API.
 *
 * <p>Thread: any.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EngineServer extends SocketIOServer {

  public EngineServer(Configuration configuration, EngineOptions options) {
    super(configuration);
  }

  /** The port that is listened on. */
  public int port() {
    throw new UnsupportedOperationException();
  }

  /** The event loops of all connections, for further listeners of the application's. */
  public EventLoopGroup workers() {
    throw new UnsupportedOperationException();
  }

  /** Takes no new TCP connection from now on. */
  public void stopAccepting() {
    throw new UnsupportedOperationException();
  }

  /**
   * Closes every connection with an Engine.IO close, so that clients come back; completes when all
   * are closed.
   */
  public CompletionStage<Void> closeSessions() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends an event to a room's members; the frame stays its maker's. Broadcasts and joins asked for
   * by one thread take effect in that order.
   *
   * @param except a member that shall not hear it
   */
  public void broadcast(
      String namespace, String room, EventFrame frame, @Nullable EngineClient except) {
    throw new UnsupportedOperationException();
  }

  /** Sends an event to everyone in a namespace; the frame stays its maker's. */
  public void broadcast(String namespace, EventFrame frame) {
    throw new UnsupportedOperationException();
  }
}
