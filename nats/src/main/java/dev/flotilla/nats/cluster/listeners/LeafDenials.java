// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Subjects that do not pass a connection to other servers. nats-server has no list of allowed ones
 * here: those are in the permissions of the user that connects.
 *
 * @param imports subjects that are not imported
 * @param exports subjects that are not exported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record LeafDenials(
    @JsonPropertyDescription("Subjects that are not imported") List<String> imports,
    @JsonPropertyDescription("Subjects that are not exported") List<String> exports) {
  private static final Pattern SUBJECT =
      Pattern.compile("(?:(?:\\*|[^\\s.*>]+)\\.)*(?:>|\\*|[^\\s.*>]+)");

  public LeafDenials {
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
  }

  public static LeafDenials read(Section section) {
    LeafDenials denials =
        new LeafDenials(
            section.texts("imports", SUBJECT, "a subject such as orders.>"),
            section.texts("exports", SUBJECT, "a subject such as orders.>"));
    section.refuseUnknown();
    return denials;
  }
}
