// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.servers.JetStream;
import dev.flotilla.nats.cluster.servers.ServerLimits;
import dev.flotilla.nats.document.Section;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of each server.
 *
 * @param limits limits of each server for its clients
 * @param serverTags tags of all servers, for the placement of streams
 * @param jetStream JetStream and its stores
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerSettings(
    @JsonPropertyDescription("Limits of each server") ServerLimits limits,
    @JsonPropertyDescription("Server tags, for stream placement") List<String> serverTags,
    @JsonPropertyDescription("JetStream and its storage") JetStream jetStream) {
  private static final Pattern TAG = Pattern.compile("[^\\s,]{1,128}");

  public ServerSettings {
    serverTags = List.copyOf(serverTags);
  }

  /** Reads them from a spec. */
  public static ServerSettings read(Section spec) {
    return new ServerSettings(
        ServerLimits.read(spec.section("limits")),
        spec.texts("serverTags", TAG, "a tag without spaces or commas"),
        JetStream.read(spec.section("jetStream")));
  }
}
