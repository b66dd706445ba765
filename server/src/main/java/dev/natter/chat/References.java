package dev.natter.chat;

import java.util.List;

/**
 * What a message points at.
 *
 * @param replyTo the sequence of the message of the same room that it answers; 0 for none
 * @param files those that come with it, at most {@value #MAX_FILES}
 */
public record References(long replyTo, Mentions mentions, List<FileId> files) {

  /** The most files of one message. */
  public static final int MAX_FILES = 10;

  /** Nothing. */
  public static final References NONE = new References(0, Mentions.NONE, List.of());

  public References {
    if (replyTo < 0) {
      throw new IllegalArgumentException("'replyTo' is a sequence");
    }
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException("a message has at most 10 files");
    }
    files = List.copyOf(files);
  }

  /** The same with other mentions. */
  public References with(Mentions others) {
    return others.equals(mentions) ? this : new References(replyTo, others, files);
  }
}
