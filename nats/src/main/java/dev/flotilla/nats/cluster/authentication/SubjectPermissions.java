// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Subjects on which a user may publish, and to which it may subscribe.
 *
 * @param publish for messages that it sends
 * @param subscribe for messages that it gets, answers to its own requests among them
 */
@PreserveUnknownFields
public record SubjectPermissions(
    @JsonPropertyDescription("Subjects to publish to") Subjects publish,
    @JsonPropertyDescription("Subjects to subscribe to, replies included") Subjects subscribe) {
  private static final Pattern SUBJECT =
      Pattern.compile("(?:(?:\\*|[^\\s.*>]+)\\.)*(?:>|\\*|[^\\s.*>]+)");

  /**
   * Two lists of subjects.
   *
   * @param allow those that are allowed; empty for all
   * @param deny those that are not, although allowed
   */
  @PreserveUnknownFields
  public record Subjects(
      @JsonPropertyDescription("Allowed subjects; default all") List<String> allow,
      @JsonPropertyDescription("Denied subjects, which override allowed ones") List<String> deny) {
    public Subjects {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }

    private static Subjects read(Section section) {
      Subjects subjects =
          new Subjects(
              section.texts("allow", SUBJECT, "a subject such as orders.>"),
              section.texts("deny", SUBJECT, "a subject such as orders.>"));
      section.refuseUnknown();
      return subjects;
    }

    /** Whether every subject is allowed. */
    public boolean unlimited() {
      return deny.isEmpty() && (allow.isEmpty() || allow.contains(">"));
    }
  }

  public static SubjectPermissions read(Section section) {
    SubjectPermissions permissions =
        new SubjectPermissions(
            Subjects.read(section.section("publish")), Subjects.read(section.section("subscribe")));
    section.refuseUnknown();
    return permissions;
  }
}
