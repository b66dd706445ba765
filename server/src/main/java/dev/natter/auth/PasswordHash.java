package dev.natter.auth;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Passwords as they are kept: Argon2id with 19 MiB, two passes and one lane, a salt of 16 bytes, in
 * the usual text form, which tells its own cost, so that the cost may be raised later.
 *
 * <p>Thread: one that may be busy for a tenth of a second.
 */
final class PasswordHash {

  /** The fewest characters of a password. */
  static final int MIN_LENGTH = 8;

  /** The most characters (UTF-16 units): more costs the server and guards nobody. */
  static final int MAX_LENGTH = 256;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int OUTPUT_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private static final Argon2Function FUNCTION =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, OUTPUT_BYTES, Argon2.ID);

  private PasswordHash() {}

  /** The kept form of a password, with a salt of its own. */
  static String of(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(FUNCTION).getResult();
  }

  /** Whether a password is the one of a kept form. */
  static boolean matches(String password, String kept) {
    return Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept));
  }
}
