// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.cluster.addons.Exporter;
import dev.flotilla.nats.cluster.addons.Nack;
import dev.flotilla.nats.cluster.addons.NatsBox;
import dev.flotilla.nats.cluster.addons.Surveyor;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.authentication.Resolver;
import dev.flotilla.nats.cluster.exposure.Advertise;
import dev.flotilla.nats.cluster.exposure.Exposure;
import dev.flotilla.nats.cluster.exposure.NetworkPolicy;
import dev.flotilla.nats.cluster.listeners.Gateway;
import dev.flotilla.nats.cluster.listeners.LeafNodes;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.cluster.listeners.Mqtt;
import dev.flotilla.nats.cluster.listeners.WebSocket;
import dev.flotilla.nats.cluster.pods.Placement;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.cluster.servers.JetStream;
import dev.flotilla.nats.cluster.servers.ServerLimits;
import dev.flotilla.nats.cluster.tls.ServerTls;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.document.Tags;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a NatsCluster should be. The custom resource definition is generated from this record; it
 * carries no limits there, so that wrong input is answered with a code and a hint by the same
 * parser everywhere.
 *
 * @param profile name of the profile that filled in defaults; null for none
 * @param version nats-server version from the catalogue, such as {@code 2.15.2}
 * @param replicas number of servers, 1 to 9
 * @param image full image reference, by tag or digest
 * @param imageRegistry registry in place of those of default images; null for none
 * @param imagePullPolicy {@code Always}, {@code IfNotPresent} or {@code Never}; null leaves it to
 *     Kubernetes
 * @param imagePullSecrets names of Secrets with registry credentials
 * @param limits what one server grants its clients
 * @param serverTags tags of all servers, for the placement of streams
 * @param jetStream JetStream and its stores
 * @param webSocket clients over WebSocket
 * @param mqtt clients over MQTT
 * @param leafNodes leaf nodes of these servers, and these servers as leaf nodes
 * @param gateway how this cluster is joined to others; null for not at all
 * @param trust whose operator the servers trust, and with whom it is shared
 * @param exposure how those outside Kubernetes reach the servers; null for not at all
 * @param authentication how servers decide who a client is
 * @param resolver volume of the account resolver
 * @param tls which ports speak TLS, and by which certificate
 * @param resources compute resources of each server
 * @param placement on which nodes the servers stand
 * @param networkPolicy who may reach the servers
 * @param exporter figures of each server for Prometheus
 * @param natsBox a pod with the command line of NATS
 * @param surveyor figures of all servers, read through the system account
 * @param nack the controller of streams as resources of Kubernetes
 * @param labels labels of every child and pod beside Flotilla's own
 * @param annotations annotations of every child and pod
 * @param configuration settings of nats-server laid over the rendered ones; null for none
 * @param waivers codes of guard rails that this cluster may break
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NatsClusterSpec(
    @JsonPropertyDescription("Preset of defaults: development, staging or production")
        @Nullable String profile,
    @JsonPropertyDescription("nats-server version; required; one of the catalogue") String version,
    @JsonPropertyDescription("Number of servers, 1 to 9 and odd; default 3") int replicas,
    @JsonPropertyDescription(
            "Full image reference, by tag or digest; default docker.io/library/nats:<version>")
        String image,
    @JsonPropertyDescription("Registry that replaces that of default images")
        @Nullable String imageRegistry,
    @JsonPropertyDescription("Always, IfNotPresent or Never; default of Kubernetes")
        @Nullable String imagePullPolicy,
    @JsonPropertyDescription("Secrets with registry credentials") List<String> imagePullSecrets,
    @JsonPropertyDescription("Limits of each server") ServerLimits limits,
    @JsonPropertyDescription("Server tags, for stream placement") List<String> serverTags,
    @JsonPropertyDescription("JetStream and its storage") JetStream jetStream,
    @JsonPropertyDescription("WebSocket clients") WebSocket webSocket,
    @JsonPropertyDescription("MQTT clients") Mqtt mqtt,
    @JsonPropertyDescription("Leaf nodes: the listener, and outgoing connections")
        LeafNodes leafNodes,
    @JsonPropertyDescription("Gateway to other clusters of a supercluster")
        @Nullable Gateway gateway,
    @JsonPropertyDescription("Shared operator of a supercluster") SharedTrust trust,
    @JsonPropertyDescription("Service for clients outside Kubernetes") @Nullable Exposure exposure,
    @JsonPropertyDescription("Authentication of clients") Authentication authentication,
    @JsonPropertyDescription("Volume of the account resolver") Resolver resolver,
    @JsonPropertyDescription("TLS of the servers; off if absent; {} enables it") ServerTls tls,
    @JsonPropertyDescription("Compute resources of each server") Resources resources,
    @JsonPropertyDescription("Scheduling of the pods") Placement placement,
    @JsonPropertyDescription("NetworkPolicy of the servers") NetworkPolicy networkPolicy,
    @JsonPropertyDescription("Prometheus exporter of each server") Exporter exporter,
    @JsonPropertyDescription("A pod with the nats CLI") NatsBox natsBox,
    @JsonPropertyDescription(
            "NATS Surveyor: metrics of all servers, read through the system account")
        Surveyor surveyor,
    @JsonPropertyDescription(
            "NACK, the controller for streams and consumers as Kubernetes resources")
        Nack nack,
    @JsonPropertyDescription("Additional labels of every object and pod")
        Map<String, String> labels,
    @JsonPropertyDescription("Additional annotations of every object and pod")
        Map<String, String> annotations,
    @JsonPropertyDescription("Raw nats-server settings without a field here, merged over the rest")
        @Nullable JsonNode configuration,
    @JsonPropertyDescription("Codes of guard rails to waive, such as EVEN_REPLICAS")
        List<String> waivers) {
  /** Clients always have a listener. */
  private static final int CLIENT_PORT = 4222;

  public NatsClusterSpec {
    imagePullSecrets = List.copyOf(imagePullSecrets);
    serverTags = List.copyOf(serverTags);
    labels = Tags.sorted(labels);
    annotations = Tags.sorted(annotations);
    waivers = List.copyOf(waivers);
  }

  /** The ports of the listeners that are enabled. */
  public Map<Listener, Integer> ports() {
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    ports.put(Listener.NATS, CLIENT_PORT);
    if (webSocket.enabled()) {
      ports.put(Listener.WEBSOCKET, webSocket.port());
    }
    if (mqtt.enabled()) {
      ports.put(Listener.MQTT, mqtt.port());
    }
    if (leafNodes.enabled()) {
      ports.put(Listener.LEAF_NODES, leafNodes.port());
    }
    if (gateway != null) {
      ports.put(Listener.GATEWAY, gateway.port());
    }
    return Collections.unmodifiableMap(ports);
  }

  /** The addresses that the servers advertise. */
  public Advertise advertise() {
    return exposure == null ? Advertise.NOTHING : exposure.advertise();
  }
}
