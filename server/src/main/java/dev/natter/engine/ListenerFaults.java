package dev.natter.engine;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of faults in the application's own listeners: at most one a second, since a client may be
 * able to bring one about as often as it likes. Takes the place of netty-socketio's own exception
 * listener, which tells of each.
 *
 * <p>Thread: any.
 */
final class ListenerFaults extends ExceptionListenerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerFaults.class);
  private static final Sampling SAMPLING = new Sampling();

  static void tell(String where, Throwable fault) {
    long untold = SAMPLING.pass();
    if (untold != Sampling.UNTOLD) {
      LOG.error("A listener failed: {} ({} more before it)", where, untold, fault);
    }
  }

  @Override
  public void onEventException(Exception fault, List<Object> values, SocketIOClient client) {
    tell("event", fault);
  }

  @Override
  public void onConnectException(Exception fault, SocketIOClient client) {
    tell("connect", fault);
  }

  @Override
  public void onDisconnectException(Exception fault, SocketIOClient client) {
    tell("disconnect", fault);
  }

  @Override
  public void onPingException(Exception fault, SocketIOClient client) {
    tell("ping", fault);
  }

  @Override
  public void onPongException(Exception fault, SocketIOClient client) {
    tell("pong", fault);
  }

  @Override
  public void onAuthException(Throwable fault, SocketIOClient client) {
    tell("token", fault);
  }
}
