package dev.natter.chat;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text as search compares them: runs of letters and digits, in lower case and
 * without accents. Scripts that put no space between words give each character and each pair of
 * neighbours, so that a word of theirs is found by its pairs.
 *
 * @param all each once; at most {@value #MAX_WORDS}, further ones are not found
 */
public record Words(Set<String> all) {

  /** The most different words of one text. */
  public static final int MAX_WORDS = 256;

  /** The most characters of a word that are compared. */
  public static final int MAX_LENGTH = 32;

  /** The most different words that are searched for at once. */
  public static final int MAX_WANTED = 16;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Set<UnicodeScript> WITHOUT_SPACES =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  public Words {
    all = Set.copyOf(all);
  }

  /** The words of a text. */
  public static Words of(String text) {
    return new Words(new Reader().read(plain(text)));
  }

  /** The words that a message is found by; none if it is deleted. */
  public static Words of(Message message) {
    return message.isDeleted() ? new Words(Set.of()) : of(BodyStrings.of(message.body()));
  }

  /** Whether a message has all of them. */
  public boolean areIn(Message message) {
    return of(message).all.containsAll(all);
  }

  private static String plain(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 128);
    String bare =
        ascii
            ? text
            : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return bare.toLowerCase(Locale.ROOT);
  }

  /** Cuts a text into words. */
  private static final class Reader {
    private final Set<String> words = new LinkedHashSet<>();
    private final StringBuilder word = new StringBuilder();
    private String before = "";

    Set<String> read(String text) {
      for (int i = 0; i < text.length() && words.size() < MAX_WORDS; ) {
        int c = text.codePointAt(i);
        i += Character.charCount(c);
        if (!Character.isLetterOrDigit(c)) {
          end();
        } else if (c >= 128 && WITHOUT_SPACES.contains(UnicodeScript.of(c))) {
          endWord();
          character(Character.toString(c));
        } else {
          before = "";
          letter(c);
        }
      }
      end();
      return words;
    }

    private void letter(int c) {
      if (word.length() < MAX_LENGTH) {
        word.appendCodePoint(c);
      }
    }

    private void character(String c) {
      words.add(c);
      if (!before.isEmpty() && words.size() < MAX_WORDS) {
        words.add(before + c);
      }
      before = c;
    }

    private void end() {
      endWord();
      before = "";
    }

    private void endWord() {
      if (word.length() > 0 && words.size() < MAX_WORDS) {
        words.add(word.toString());
      }
      word.setLength(0);
    }
  }
}
