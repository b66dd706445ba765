package dev.natter.engine;

/**
 * What a peer sent is not of the protocol. Carries no stack trace: it is made at a hostile peer's
 * will and ends in one line at most.
 */
final class MalformedPacket extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedPacket(String sentence) {
    super(sentence, null, false, false);
  }
}
