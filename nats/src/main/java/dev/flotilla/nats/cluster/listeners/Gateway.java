// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of a cluster that is part of a supercluster.
 *
 * @param name name among them, which becomes that of the servers' cluster too, since nats-server
 *     wants both equal; null for the name of the NatsCluster
 * @param port port of the servers
 * @param caSecret CA that verifies servers of the other clusters; null for that of the servers' own
 *     certificate
 * @param remotes the other clusters; servers of any other are refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Gateway(
    @JsonPropertyDescription("Name in the supercluster; default that of the NatsCluster")
        @Nullable String name,
    @JsonPropertyDescription("Port of the servers; default 7222") int port,
    @JsonPropertyDescription(
            "CA that verifies servers of the other clusters; key default ca.crt; default that of"
                + " the servers' own certificate")
        @Nullable SecretKey caSecret,
    @JsonPropertyDescription("The other clusters; connections from any other are refused")
        List<GatewayRemote> remotes) {
  /** Part of subjects, and of the placement of streams. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final int DEFAULT_PORT = 7222;

  public Gateway {
    remotes = List.copyOf(remotes);
  }

  public static Gateway read(Section section) {
    Gateway gateway =
        new Gateway(
            section
                .matching("name", NAME, "at most 64 letters, digits, hyphens and underscores")
                .orElse(null),
            section.port("port").orElse(DEFAULT_PORT),
            section.has("caSecret")
                ? SecretKey.read(
                    section.section("caSecret"), "ca.crt", "Set the Secret with the CA.")
                : null,
            section.sections("remotes").stream().map(GatewayRemote::read).toList());
    section.refuseUnknown();
    gateway.unambiguous(section);
    return gateway;
  }

  private void unambiguous(Section section) {
    Set<String> names = new HashSet<>();
    for (int index = 0; index < remotes.size(); index++) {
      String remote = remotes.get(index).name();
      if (!names.add(remote)) {
        section.bad("remotes[" + index + "].name", "Duplicate remote " + remote + ".");
      }
    }
  }
}
