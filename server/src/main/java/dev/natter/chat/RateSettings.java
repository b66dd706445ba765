package dev.natter.chat;

/**
 * The allowances: of a session for events and joins, of an address for the rest. A user has {@value
 * #USER_FACTOR} times that of a session over all of its sessions. An address may be a whole office
 * or a proxy, and has {@value #ADDRESS_FACTOR} times that of a session.
 */
public record RateSettings(Rate event, Rate join, Rate connect, Rate signIn, Rate register) {

  static final int USER_FACTOR = 3;
  static final int ADDRESS_FACTOR = 250;

  private static final Rate SIGN_IN = new Rate(0.2, 20);
  private static final Rate REGISTER = new Rate(0.1, 20);

  /** 20 events a second, 40 at once; 10 joins a second; 200 connections a second. */
  public static RateSettings defaults() {
    return ofEvents(20);
  }

  /**
   * The allowances for so many events a second and session; 0 leaves only passwords guarded.
   *
   * @param perSecond 0 or more
   */
  public static RateSettings ofEvents(int perSecond) {
    if (perSecond == 0) {
      return new RateSettings(
          Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, SIGN_IN, Rate.UNLIMITED);
    }
    return new RateSettings(
        events(perSecond), new Rate(10, 20), new Rate(200, 2_000), SIGN_IN, REGISTER);
  }

  /** So many events a second, and twice as many at once; 0 for any number. */
  public static Rate events(int perSecond) {
    return perSecond == 0 ? Rate.UNLIMITED : new Rate(perSecond, 2 * perSecond);
  }

  /** Holds nobody back. */
  public static RateSettings off() {
    return new RateSettings(
        Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);
  }

  Rate of(Deed deed) {
    return switch (deed) {
      case EVENT -> event;
      case JOIN -> join;
      case CONNECT -> connect;
      case SIGN_IN -> signIn;
      case REGISTER -> register;
    };
  }
}
