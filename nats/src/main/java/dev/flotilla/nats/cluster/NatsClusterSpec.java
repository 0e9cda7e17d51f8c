// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a NatsCluster should be. The custom resource definition is generated from this record; it
 * carries no limits there, so that wrong input is answered with a code and a hint by the same
 * parser everywhere.
 *
 * @param version nats-server version from the catalogue, such as {@code 2.15.2}
 * @param replicas number of servers, 1 to 9
 * @param image full image reference
 * @param imagePullPolicy {@code Always}, {@code IfNotPresent} or {@code Never}; null leaves it to
 *     Kubernetes
 * @param jetStream JetStream and its stores
 * @param resolver volume of the account resolver
 * @param resources compute resources of each server
 * @param waivers codes of guard rails that this cluster may break
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NatsClusterSpec(
    @JsonPropertyDescription("nats-server version; required; one of the catalogue") String version,
    @JsonPropertyDescription("Number of servers, 1 to 9 and odd; default 3") int replicas,
    @JsonPropertyDescription("Full image reference; default docker.io/library/nats:<version>")
        String image,
    @JsonPropertyDescription("Always, IfNotPresent or Never; default as Kubernetes chooses")
        @Nullable String imagePullPolicy,
    @JsonPropertyDescription("JetStream and its stores") JetStream jetStream,
    @JsonPropertyDescription("Volume of the account resolver") Resolver resolver,
    @JsonPropertyDescription("Compute resources of each server") Resources resources,
    @JsonPropertyDescription(
            "Codes of guard rails that this cluster may break, such as EVEN_REPLICAS")
        List<String> waivers) {
  public NatsClusterSpec {
    waivers = List.copyOf(waivers);
  }
}
