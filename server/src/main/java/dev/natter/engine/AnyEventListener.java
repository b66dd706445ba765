package dev.natter.engine;

import com.corundumstudio.socketio.AckRequest;

/** Hears every event of a namespace, whatever its name, before the listeners of that name. */
@FunctionalInterface
public interface AnyEventListener {

  /** Thread: that of listeners. */
  void onEvent(EngineClient client, String event, EventArguments arguments, AckRequest ack)
      throws Exception;
}
