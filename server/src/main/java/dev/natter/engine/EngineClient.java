package dev.natter.engine;

import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * A client in one namespace: every {@code SocketIOClient} that listeners are given is one.
 *
 * <p>Thread: any. What is asked by one thread happens in the order in which it was asked.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EngineClient extends NamespaceClient {

  private volatile @Nullable Object attachment;

  EngineClient(ClientHead head, Namespace namespace) {
    super(head, namespace);
  }

  /** The {@code socket.id} that clients see: random, of this namespace only, and no secret. */
  public String publicId() {
    return getSessionId().toString();
  }

  /** The event loop that the connection is confined to. */
  public EventLoop eventLoop() {
    throw new UnsupportedOperationException();
  }

  /**
   * What the client said when it connected: one argument, a JSON object, {@code {}} if it said
   * nothing. For clients of Socket.IO 2 the query of the namespace and of the handshake.
   */
  public EventArguments auth() {
    throw new UnsupportedOperationException();
  }

  /** Sends an event that was spelled beforehand; the frame stays its maker's. */
  public void emit(EventFrame frame) {
    throw new UnsupportedOperationException(frame.getClass().getName());
  }

  /** Closes the whole connection with an Engine.IO close, after which clients come back. */
  public void closeConnection(String reason) {
    throw new UnsupportedOperationException(reason);
  }

  /** Why the client went, in Node's words; empty while it is here. */
  public String disconnectReason() {
    return "";
  }

  /** What {@link #attach} was given last, if anything. */
  public @Nullable Object attachment() {
    return attachment;
  }

  /** Keeps something of the application's with this client. */
  public void attach(Object value) {
    attachment = value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
