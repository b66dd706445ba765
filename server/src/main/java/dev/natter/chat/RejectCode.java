package dev.natter.chat;

/** Every reason for which a request is refused. Names are what clients see: they never change. */
public enum RejectCode {
  /** The request is not of the shape that its event or route asks for. */
  BAD_REQUEST(false, 400),
  /** Nobody can be recognised by what the request brought with it. */
  UNAUTHORIZED(false, 401),
  /** The token that recognised the caller is no longer good. */
  EXPIRED(false, 401),
  /** The caller may not do this. */
  FORBIDDEN(false, 403),
  /** The caller is banned here. */
  BANNED(false, 403),
  /** The caller is muted here for a while. */
  MUTED(false, 403),
  /** Only those who run the room speak in it. */
  READ_ONLY(false, 403),
  /** The name is taken, or looks like one that is. */
  NAME_TAKEN(false, 409),
  /** Somebody else has changed the same in the meantime, or it is there already. */
  CONFLICT(false, 409),
  /** The namespace, room or page that was asked for does not exist. */
  NOT_FOUND(false, 404),
  /** The body or request is larger than its limit. */
  TOO_LARGE(false, 413),
  /** A limit on how many or how often was reached. */
  LIMIT_REACHED(false, 429),
  /** Too many requests in a short time. */
  RATE_LIMITED(true, 429),
  /** The room's lane is full, or the space. */
  BUSY(true, 503),
  /** The store is away, slow or full; whether the message was kept is not known. */
  NOT_STORED(true, 503),
  /** The store is away or slow, so that nothing can be read. */
  UNAVAILABLE(true, 503),
  /** The server is stopping. */
  STOPPING(true, 503),
  /** A fault of the server's own. */
  INTERNAL(true, 500);

  private final boolean retryable;
  private final int httpStatus;

  RejectCode(boolean retryable, int httpStatus) {
    this.retryable = retryable;
    this.httpStatus = httpStatus;
  }

  /** Whether sending the same again, with the same key, may succeed. */
  public boolean retryable() {
    return retryable;
  }

  /** The HTTP status that says the same. */
  public int httpStatus() {
    return httpStatus;
  }
}
