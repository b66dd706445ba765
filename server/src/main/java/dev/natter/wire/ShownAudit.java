package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.AuditEntry;
import dev.natter.chat.Listing;
import java.util.List;

/** Part of the audit log, the newest first; the parts of an entry that are empty are left out. */
public record ShownAudit(
    List<Entry> entries, @JsonInclude(JsonInclude.Include.NON_EMPTY) String cursor) {

  /** One entry. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Entry(
      String at,
      String actor,
      String action,
      String target,
      String namespace,
      String room,
      String address,
      String outcome) {

    private static Entry of(AuditEntry entry) {
      return new Entry(
          Timestamp.of(entry.at()),
          entry.actor(),
          entry.action(),
          entry.target(),
          entry.namespace(),
          entry.room(),
          entry.address(),
          entry.outcome());
    }
  }

  /** The spelling of a page. */
  public static ShownAudit of(Listing<AuditEntry> page) {
    return new ShownAudit(page.items().stream().map(Entry::of).toList(), page.next());
  }
}
