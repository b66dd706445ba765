package dev.natter.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;

/**
 * A request with its whole body, which counts against a {@link BodyBudget} until it is answered:
 * whoever answers later keeps a copy of it in memory.
 *
 * <p>Thread: any.
 */
final class CollectedRequest extends DefaultFullHttpRequest {

  private final BodyBudget budget;
  private final long reserved;

  CollectedRequest(HttpRequest head, ByteBuf body, BodyBudget budget, long reserved) {
    super(head.protocolVersion(), head.method(), head.uri(), body);
    headers().set(head.headers());
    this.budget = budget;
    this.reserved = reserved;
  }

  /** The request is answered; once. */
  void answered() {
    budget.giveBack(reserved);
  }
}
