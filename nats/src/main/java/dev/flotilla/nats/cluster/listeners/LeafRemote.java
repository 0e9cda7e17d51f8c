// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Servers elsewhere that these connect to as leaf nodes.
 *
 * @param urls addresses of the same servers; all over WebSocket, or none
 * @param account name of the account of this cluster whose messages pass
 * @param credentialsSecret credentials of a user of the other side; null if it requires none
 * @param tls CA that verifies the other side, and the client certificate; null for the CAs of the
 *     image
 * @param deny subjects that do not pass
 * @param hub whether this side acts as the hub although it connects
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record LeafRemote(
    @JsonPropertyDescription("Addresses, such as nats-leaf://hub.example.org:7422; required")
        List<String> urls,
    @JsonPropertyDescription("Local account of the connection; default APP") String account,
    @JsonPropertyDescription("Credentials of a user of the remote cluster")
        @Nullable SecretKey credentialsSecret,
    @JsonPropertyDescription("CA and client certificate for TLS") @Nullable LeafTls tls,
    @JsonPropertyDescription("Subjects that are not shared") LeafDenials deny,
    @JsonPropertyDescription(
            "Whether this side acts as the hub although it connects; default false")
        boolean hub) {
  private static final String APPLICATIONS = "APP";
  private static final Pattern ACCOUNT = Pattern.compile(APPLICATIONS);
  private static final Set<String> WEB_SOCKET = Set.of("ws", "wss");
  private static final Set<String> SCHEMES = Set.of("nats-leaf", "nats", "tls", "ws", "wss");

  public LeafRemote {
    urls = List.copyOf(urls);
  }

  public static LeafRemote read(Section section) {
    LeafRemote remote =
        new LeafRemote(
            RemoteUrls.read(section, SCHEMES),
            section
                .matching(
                    "account", ACCOUNT, "an account of this cluster, which is " + APPLICATIONS)
                .orElse(APPLICATIONS),
            section.has("credentialsSecret")
                ? SecretKey.read(
                    section.section("credentialsSecret"),
                    "user.creds",
                    "Set the Secret with the credentials.")
                : null,
            section.has("tls") ? LeafTls.read(section.section("tls")) : null,
            LeafDenials.read(section.section("deny")),
            section.flag("hub").orElse(false));
    section.refuseUnknown();
    long webSocket = remote.urls().stream().filter(LeafRemote::isWebSocket).count();
    if (webSocket != 0 && webSocket != remote.urls().size()) {
      section.bad("urls", "The URLs mix WebSocket and plain schemes.");
    }
    return remote;
  }

  private static boolean isWebSocket(String url) {
    return WEB_SOCKET.contains(RemoteUrls.scheme(url));
  }
}
