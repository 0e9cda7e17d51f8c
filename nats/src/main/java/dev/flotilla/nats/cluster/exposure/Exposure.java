// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Tags;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second Service, for clients outside Kubernetes. The one for clients inside is not affected.
 *
 * @param type {@code ClusterIP}, {@code NodePort} or {@code LoadBalancer}
 * @param annotations annotations of this Service only, for the controller of its load balancer
 * @param loadBalancerClass class of the load balancer; null for the cluster's default
 * @param loadBalancerSourceRanges networks that may connect; empty for all
 * @param externalTrafficPolicy {@code Cluster} or {@code Local}; null leaves it to Kubernetes
 * @param dnsName DNS name for external-dns; null for none
 * @param listeners labels of the exposed listeners
 * @param advertise addresses that the servers advertise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Exposure(
    @JsonPropertyDescription("ClusterIP, NodePort or LoadBalancer; default LoadBalancer")
        String type,
    @JsonPropertyDescription("Annotations of this Service only") Map<String, String> annotations,
    @JsonPropertyDescription("Load balancer class") @Nullable String loadBalancerClass,
    @JsonPropertyDescription("Networks that may connect, such as 192.0.2.0/24; default all")
        List<String> loadBalancerSourceRanges,
    @JsonPropertyDescription("Cluster or Local; default of Kubernetes")
        @Nullable String externalTrafficPolicy,
    @JsonPropertyDescription("DNS name for external-dns") @Nullable String dnsName,
    @JsonPropertyDescription(
            "Ports to expose: nats, leafnodes, websocket, mqtt, gateway; default nats")
        List<String> listeners,
    @JsonPropertyDescription("Addresses that the servers advertise") Advertise advertise) {
  private static final String LOAD_BALANCER = "LoadBalancer";
  private static final Set<String> TYPES =
      new TreeSet<>(Set.of("ClusterIP", "NodePort", LOAD_BALANCER));
  private static final Pattern TYPE = Pattern.compile(String.join("|", TYPES));
  private static final Pattern POLICY = Pattern.compile("Cluster|Local");
  private static final Pattern CLASS = Tags.KEY;
  private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F.:]{2,45}/\\d{1,3}");
  private static final Pattern DNS_NAME =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");

  public Exposure {
    annotations = Tags.sorted(annotations);
    loadBalancerSourceRanges = List.copyOf(loadBalancerSourceRanges);
    listeners = List.copyOf(listeners);
  }

  public static Exposure read(Section section) {
    List<String> listeners =
        section.texts(
            "listeners", Pattern.compile(String.join("|", Listener.labels())), "a listener");
    Exposure exposure =
        new Exposure(
            section
                .matching("type", TYPE, "one of " + String.join(", ", TYPES))
                .orElse(LOAD_BALANCER),
            Tags.ownedByPeople(section, "annotations", Tags.annotations(section, "annotations")),
            section.matching("loadBalancerClass", CLASS, "a load balancer class").orElse(null),
            section.texts("loadBalancerSourceRanges", NETWORK, "a network such as 192.0.2.0/24"),
            section.matching("externalTrafficPolicy", POLICY, "Cluster or Local").orElse(null),
            section.matching("dnsName", DNS_NAME, "a DNS name in lower case").orElse(null),
            section.has("listeners") ? listeners : List.of(Listener.NATS.label()),
            Advertise.read(section.section("advertise")));
    section.refuseUnknown();
    exposure.judge(section);
    return exposure;
  }

  /** Rules of the Kubernetes API server. */
  private void judge(Section section) {
    if (!type.equals(LOAD_BALANCER) && loadBalancerClass != null) {
      section.bad("loadBalancerClass", "Only type LoadBalancer supports loadBalancerClass.");
    }
    if (!type.equals(LOAD_BALANCER) && !loadBalancerSourceRanges.isEmpty()) {
      section.bad("loadBalancerSourceRanges", "Only type LoadBalancer supports source ranges.");
    }
    if (type.equals("ClusterIP") && externalTrafficPolicy != null) {
      section.bad("externalTrafficPolicy", "Type ClusterIP has no external traffic policy.");
    }
    if (listeners.isEmpty() || Set.copyOf(listeners).size() < listeners.size()) {
      section.bad("listeners", "A Service exposes at least one listener, and each only once.");
    }
  }
}
