package dev.natter.wire;

import dev.natter.chat.Member;

/** The answer to what is done to a member: how it stands now. */
public record MemberAck(boolean ok, ShownMember member) {

  /** The answer for a member. */
  public static MemberAck of(Member member) {
    return new MemberAck(true, ShownMember.of(member));
  }
}
