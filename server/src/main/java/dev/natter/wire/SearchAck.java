package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.SearchPage;
import java.util.List;

/**
 * The answer to {@code search}.
 *
 * @param messages the newest first
 * @param before what to ask before next in the same room; left out where one cannot go on
 */
public record SearchAck(
    boolean ok,
    List<PostedMessage> messages,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long before,
    boolean more) {

  /** The answer for a page. */
  public static SearchAck of(SearchPage page) {
    return new SearchAck(
        true, page.messages().stream().map(PostedMessage::of).toList(), page.before(), page.more());
  }
}
