package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.natter.chat.FileId;
import dev.natter.chat.Mentions;
import dev.natter.chat.Message;
import dev.natter.chat.Reaction;
import dev.natter.chat.UserId;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as {@code message:posted}, {@code message:changed}, history and REST show it, as it
 * stands now. What is empty is left out.
 *
 * @param at ISO-8601 in UTC with milliseconds
 * @param body the body's JSON; {@code null} of a deleted message
 * @param clientId the sender's own id of it
 * @param replyTo the sequence of the message that it answers
 * @param change the number of its newest modification
 * @param mentions the ids of those it addresses, and {@value #EVERYONE} for the whole room
 */
public record PostedMessage(
    String id,
    String room,
    long sequence,
    String at,
    From from,
    @JsonRawValue String body,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String clientId,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long replyTo,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long change,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String editedAt,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Reacted> reactions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> mentions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> files) {

  /** What stands among the mentions for the whole room. */
  public static final String EVERYONE = "@room";

  /** Who said it. */
  public record From(String id, String name) {}

  /** An emoji and the ids of those who answered with it. */
  public record Reacted(String emoji, List<String> users) {}

  /** A message's spelling. */
  public static PostedMessage of(Message message) {
    return new PostedMessage(
        message.id(),
        message.room().name(),
        message.sequence(),
        Timestamp.of(message.at()),
        new From(message.sender().user().value(), message.sender().name()),
        message.body().json(),
        message.key().clientId(),
        message.references().replyTo(),
        message.change(),
        message.revision().editedAt().map(Timestamp::of).orElse(""),
        message.isDeleted(),
        message.revision().reactions().stream().map(PostedMessage::reacted).toList(),
        mentions(message.references().mentions()),
        message.references().files().stream().map(FileId::value).toList());
  }

  private static Reacted reacted(Reaction reaction) {
    return new Reacted(reaction.emoji().text(), ids(reaction.users()));
  }

  private static List<String> mentions(Mentions mentions) {
    if (!mentions.everyone()) {
      return ids(mentions.users());
    }
    List<String> all = new ArrayList<>(ids(mentions.users()));
    all.add(EVERYONE);
    return all;
  }

  private static List<String> ids(List<UserId> users) {
    return users.stream().map(UserId::value).toList();
  }
}
