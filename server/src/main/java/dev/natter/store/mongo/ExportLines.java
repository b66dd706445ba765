package dev.natter.store.mongo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The lines of an export, none longer than a limit.
 *
 * <p>Thread: the caller's.
 */
final class ExportLines {

  private final Reader in;
  private final int maxLength;
  private long number;

  ExportLines(Reader in, int maxLength) {
    this.in = new BufferedReader(in, 1 << 16);
    this.maxLength = maxLength;
  }

  /** The next line that is not blank; empty at the end. */
  Optional<String> next() throws IOException, BrokenExportException {
    Optional<String> line;
    do {
      line = read();
    } while (line.isPresent() && line.get().isBlank());
    return line;
  }

  private Optional<String> read() throws IOException, BrokenExportException {
    StringBuilder line = new StringBuilder();
    number++;
    int c = in.read();
    if (c < 0) {
      number--;
      return Optional.empty();
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() >= maxLength) {
        throw broken("is longer than a document can be");
      }
      line.append((char) c);
    }
    return Optional.of(line.toString());
  }

  /** How many lines were read. */
  long number() {
    return number;
  }

  BrokenExportException broken(String why) {
    return new BrokenExportException("Line " + Math.max(1, number) + " " + why + ".");
  }
}
