package dev.natter.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The answer of {@code natter config}: every setting, what is in force, and who set it. */
final class ConfigReport {

  private ConfigReport() {}

  static List<String> lines(Choices choices) {
    List<String[]> rows = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      Choice choice = choices.of(setting);
      String text = Line.of(Secrets.masked(setting, choice.text()));
      rows.add(new String[] {setting.key(), text.isEmpty() ? "-" : text, choice.origin()});
    }
    int keys = width(rows, 0);
    int values = width(rows, 1);
    String format = "%-" + keys + "s  %-" + values + "s  %s";
    return rows.stream().map(row -> String.format(format, (Object[]) row)).toList();
  }

  private static int width(List<String[]> rows, int column) {
    return Stream.of(rows.toArray(String[][]::new))
        .mapToInt(row -> row[column].length())
        .max()
        .orElse(1);
  }
}
