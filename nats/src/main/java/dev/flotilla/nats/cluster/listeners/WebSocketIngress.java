// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Tags;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Ingress in front of the WebSocket listener.
 *
 * @param host name by which clients reach it
 * @param path the one path that is passed on
 * @param className class of the Ingress; null for the cluster's default
 * @param tlsSecretName Secret with the certificate of the Ingress; null for none
 * @param annotations annotations of the Ingress alone, for its controller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record WebSocketIngress(
    @JsonPropertyDescription("Host name; required") String host,
    @JsonPropertyDescription("Path, matched exactly; default /") String path,
    @JsonPropertyDescription("Ingress class; default that of the Kubernetes cluster")
        @Nullable String className,
    @JsonPropertyDescription("Secret with the certificate of the Ingress")
        @Nullable String tlsSecretName,
    @JsonPropertyDescription("Annotations of the Ingress only") Map<String, String> annotations) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern PATH = Pattern.compile("/[^\\s?#]*");

  public WebSocketIngress {
    annotations = Tags.sorted(annotations);
  }

  public static WebSocketIngress read(Section section) {
    if (!section.has("host")) {
      section.missing("host", "Set the host name.");
    }
    WebSocketIngress ingress =
        new WebSocketIngress(
            section.matching("host", HOST, "a DNS name in lower case").orElse(""),
            section.matching("path", PATH, "a path that begins with /").orElse("/"),
            section.objectName("className").orElse(null),
            section.objectName("tlsSecretName").orElse(null),
            Tags.ownedByPeople(section, "annotations", Tags.annotations(section, "annotations")));
    section.refuseUnknown();
    return ingress;
  }
}
