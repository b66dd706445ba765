package dev.natter.engine;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import com.corundumstudio.socketio.transport.NamespaceClient;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a client has of its connection, as its clients in other namespaces do. Upstream asks a
 * connection of its own kind, which would take 500 bytes more for each.
 *
 * <p>Thread: any.
 */
abstract class ConnectionsClient extends NamespaceClient {

  final SocketIoSession session;

  ConnectionsClient(SocketIoSession session, EngineNamespace namespace) {
    super(session.head(), namespace);
    this.session = session;
  }

  @Override
  public ClientHead getBaseClient() {
    throw new UnsupportedOperationException("Upstream's connections are not used.");
  }

  @Override
  public void onDisconnect() {
    disconnect();
  }

  @Override
  public Transport getTransport() {
    return session.transport();
  }

  @Override
  public EngineIOVersion getEngineIOVersion() {
    return session.version();
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return session.handshake().getAddress();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public void set(String key, Object value) {
    session.store().set(key, value);
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // netty-socketio's.
  public <T> T get(String key) {
    return session.store().get(key);
  }

  @Override
  public boolean has(String key) {
    return session.store().has(key);
  }

  @Override
  public void del(String key) {
    session.store().del(key);
  }
}
