package dev.natter.chat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a name looks like: two names that people may take for each other have one skeleton.
 *
 * <p>Compatibility forms are put into one (NFKC), case is folded, what cannot be seen is left out,
 * and characters that look alike become the same one. The table holds the letters of other scripts
 * that pass for Latin ones, in the manner of Unicode Technical Standard 39, and the look-alikes
 * within Latin. It is no full copy of that standard's table: likeness among non-Latin scripts
 * themselves is not known to it.
 */
public final class Skeleton {

  /** The first of each row, and what passes for it after folding. */
  private static final String[] ALIKE = {
    "a\u0430\u03b1\u0251\u13aa\u1d00\ua4ee", // Cyrillic a, Greek alpha, Latin alpha.
    "b\u0432\u03b2\u044c\u13cf\u0299\ua4d0",
    "c\u0441\u03f2\u1d04\u13df\ua4da\u2ca5",
    "d\u0501\u13a0\u1d05\ua4d3\u13e7",
    "e\u0435\u0454\u03b5\u04bd\u13ac\u1d07\ua4f0\u212e",
    "f\u0192\u03dd\ua4dd\u1e9d\u0584",
    "g\u0261\u0581\u13c0\ua4d6\u0262\u050d\u13f3",
    "h\u04bb\u043d\u03b7\u0570\u13bb\u13a6\u029c\ua4e7\u210e",
    "l1i|\u0131\u0456\u03b9\u04cf\u04c0\u01c0\u0269\u2223\u13c6\u029f\u026a\u05d5\u05df\u06f1"
        + "\u0661\u0196\u1d09\ua4f2\ua4e1\u13de\u2c92\u2c93\u0627",
    "j\u0458\u03f3\u13ab\u1d0a\ua4d9\u0575",
    "k\u043a\u03ba\u049b\u13e6\u1d0b\ua4d7\u0138",
    "m\u043c\u13b7\u1d0d\ua4df\u03fb\u03fa",
    "n\u0578\u057c\u0274\ua4e0\u0548",
    "o0\u043e\u03bf\u03c3\u0585\u0555\u0665\u06f5\u0d20\u1d0f\ua4f3\u0d66\u0966\u09e6\u0a66\u0ae6"
        + "\u0be6\u0c66\u0ce6\u0e50\u0ed0\u1040\u05e1\u0647\u2c9f",
    "p\u0440\u03c1\u2ca3\u13e2\u1d18\ua4d1\u03f1",
    "q\u051b\u0566\u0563\u13a4",
    "r\u0433\u13a1\u13d2\u1d26\u0280\ua4e3\u2c85",
    "s\u0455\ua731\u13da\ua4e2\u0282\u01bd\u055f",
    "t\u0442\u03c4\u13a2\u1d1b\ua4d4\u01ad",
    "u\u0443\u03c5\u057d\u1d1c\ua4f4\u028b",
    "v\u0475\u03bd\u1d20\u13d9\ua4e6\u2228",
    "w\u0461\u051d\u03c9\u0561\u13b3\u1d21\ua4ea",
    "x\u0445\u03c7\u04b3\u2cad\ua4eb\u00d7",
    "y\u0443\u03b3\u04af\u028f\u13a9\u13bd\ua4ec\u0263",
    "z\u0437\u1d22\u13c3\ua4dc\u0225\u03b6",
    "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\u30fc\u2043\u02d7\u06d4",
    ".\u2024\u0660\u06f0\u00b7\u30fb\u2022",
    "_\u203f\u2040\uff3f",
    "'\u2019\u2018\u02bc\u02b9`\u00b4\u05f3\u2032"
  };

  private static final Map<Integer, Integer> PROTOTYPES = prototypes();

  private Skeleton() {}

  private static Map<Integer, Integer> prototypes() {
    Map<Integer, Integer> prototypes = new HashMap<>();
    for (String row : ALIKE) {
      int first = row.codePointAt(0);
      row.codePoints()
          .skip(1)
          .forEach(
              c -> {
                prototypes.putIfAbsent(c, first);
                prototypes.putIfAbsent(Character.toLowerCase(c), first);
              });
    }
    return prototypes;
  }

  /** The skeleton of a name; empty for one of which nothing can be seen. */
  public static String of(String name) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFKC);
    folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    folded = Normalizer.normalize(folded, Normalizer.Form.NFKC);
    StringBuilder skeleton = new StringBuilder(folded.length());
    boolean gap = false;
    for (int c : folded.codePoints().toArray()) {
      if (isUnseen(c)) {
        continue;
      }
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = !skeleton.isEmpty();
        continue;
      }
      if (gap) {
        skeleton.append(' ');
        gap = false;
      }
      skeleton.appendCodePoint(PROTOTYPES.getOrDefault(c, c));
    }
    String made = skeleton.toString().replace("rn", "m").replace("vv", "w");
    // Most names are their own, and are kept as long as they are.
    return made.equals(name) ? name : made;
  }

  /** Takes no room, or looks like a space without being one. */
  private static boolean isUnseen(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || c == 0x034f
        || c == 0x115f
        || c == 0x1160
        || c == 0x17b4
        || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f)
        || c == 0x2800
        || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xffa0
        || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
