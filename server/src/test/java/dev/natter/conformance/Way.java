package dev.natter.conformance;

/** How a client comes in: protocol generation and transport. */
enum Way {
  V4_POLLING(4, ""),
  V4_WEBSOCKET(4, ""),
  V4_UPGRADE(4, ""),
  V3_POLLING(3, ""),
  V3_POLLING_B64(3, "&b64=1"),
  V3_WEBSOCKET(3, ""),
  V3_UPGRADE(3, "");

  private final int version;
  private final String query;

  Way(int version, String query) {
    this.version = version;
    this.query = query;
  }

  int version() {
    return version;
  }

  boolean isV3() {
    return version == 3;
  }

  boolean startsWithPolling() {
    return this != V4_WEBSOCKET && this != V3_WEBSOCKET;
  }

  boolean endsWithPolling() {
    return this == V4_POLLING || this == V3_POLLING || this == V3_POLLING_B64;
  }

  /** An open Engine.IO session to the Socket.IO path. */
  Wire open(Target target) {
    return open(target, "/socket.io/", "");
  }

  Wire open(Target target, String path, String moreQuery) {
    String all = query + moreQuery;
    if (endsWithPolling()) {
      return PollingWire.open(target, path, version, all);
    }
    if (!startsWithPolling()) {
      return WebSocketWire.open(target, path, version, all);
    }
    return WebSocketWire.upgrade(PollingSession.open(target, path, version, all));
  }
}
