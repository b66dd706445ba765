package dev.natter.wire;

import dev.natter.chat.Erasure;
import dev.natter.chat.UserId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a user is to be erased: {@code remove} or {@code unlink}. */
public final class EraseRequest {

  private EraseRequest() {}

  /**
   * That it has begun.
   *
   * @param user the id, by which it may be asked for again if the server stops before it is done
   */
  public record Begun(String user) {
    /** Of a user. */
    public static Begun of(UserId user) {
      return new Begun(user.value());
    }
  }

  /** Reads the parameter {@code erase} of a URL's query; empty if it is missing. */
  public static Optional<Erasure> ofQuery(Map<String, String> query) throws MalformedException {
    String word = query.getOrDefault("erase", "");
    return word.isEmpty() ? Optional.empty() : Optional.of(read(word));
  }

  /** Reads one of the two words. */
  public static Erasure read(String word) throws MalformedException {
    for (Erasure erasure : Erasure.values()) {
      if (erasure.name().toLowerCase(Locale.ROOT).equals(word)) {
        return erasure;
      }
    }
    throw new MalformedException("'erase' is remove or unlink.");
  }
}
