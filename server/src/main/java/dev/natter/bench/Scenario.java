package dev.natter.bench;

/** What a load does, and with how much of it unless told otherwise. */
public enum Scenario {
  /** Connections that say nothing. */
  IDLE(1_000, 0, 0, false),
  /** Everybody hears everybody, in one room. */
  FANOUT(1_000, 1, 50, false),
  /** Many rooms, each with its own few listeners. */
  ROOMS(10_000, 1_000, 2_000, false),
  /** Requests that are answered and told to nobody. */
  ECHO(50, 0, 2_000, true),
  /** Messages that are acknowledged once they are kept; each sender has a room to itself. */
  DURABLE(1_000, 1_000, 1_000, true);

  private final int clients;
  private final int rooms;
  private final int rate;
  private final boolean acknowledged;

  Scenario(int clients, int rooms, int rate, boolean acknowledged) {
    this.clients = clients;
    this.rooms = rooms;
    this.rate = rate;
    this.acknowledged = acknowledged;
  }

  /** The usual number of connections. */
  public int clients() {
    return clients;
  }

  /** The usual number of rooms they are spread over; 0 or 1 for none that is named. */
  public int rooms() {
    return rooms;
  }

  /** The usual number of messages a second, of all clients together. */
  public int rate() {
    return rate;
  }

  /** Whether the answers are measured rather than the deliveries. */
  public boolean isAcknowledged() {
    return acknowledged;
  }
}
