// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a connection to servers elsewhere.
 *
 * @param caSecret CA that verifies them; null for those of the image
 * @param certificateSecret Secret with {@code tls.crt} and {@code tls.key}, the client certificate;
 *     null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record LeafTls(
    @JsonPropertyDescription("CA that verifies the remote server; key default ca.crt")
        @Nullable SecretKey caSecret,
    @JsonPropertyDescription("Secret with tls.crt and tls.key, the client certificate")
        @Nullable String certificateSecret) {
  public static LeafTls read(Section section) {
    LeafTls tls =
        new LeafTls(
            section.has("caSecret")
                ? SecretKey.read(
                    section.section("caSecret"), "ca.crt", "Set the Secret with the CA.")
                : null,
            section.objectName("certificateSecret").orElse(null));
    section.refuseUnknown();
    return tls;
  }
}
