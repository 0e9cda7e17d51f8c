// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is. Holds only facts that change when something happened, never volatile figures, so that an
 * idle cluster costs no writes. In JSON the groups are not seen: all fields are those of the
 * status.
 *
 * @param basis what this status is based on
 * @param conditions Accepted, Progressing, Ready and, where there is something to say of them,
 *     Addons and Trust; null before the first look
 * @param running how far the servers are
 * @param rails guard rails that the spec breaks
 * @param access how clients reach the servers
 * @param trust what the other side of a shared trust needs; null without one
 * @param step what the agent was about to do last; null once everything is as it should be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsClusterStatus(
    @JsonUnwrapped Basis basis,
    @JsonPropertyDescription("Accepted, Progressing and Ready")
        @Nullable List<Condition> conditions,
    @JsonUnwrapped Servers running,
    @JsonUnwrapped Rails rails,
    @JsonUnwrapped Access access,
    @JsonPropertyDescription("Public keys and claims for the other side of a shared trust")
        @Nullable TrustStatus trust,
    @JsonPropertyDescription("The step that the agent is executing; absent when idle")
        @Nullable PendingStep step) {
  /** Before the first look. */
  public static final NatsClusterStatus NONE =
      new NatsClusterStatus(Basis.NONE, null, Servers.NONE, Rails.NONE, Access.NONE, null, null);

  /**
   * What a status is based on.
   *
   * @param observedGeneration {@code metadata.generation} that it speaks of; null before the first
   *     look
   * @param revision revision of the hub's document; null for a cluster that the hub does not manage
   * @param operation name of the NatsOperation that changed it last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Basis(
      @JsonPropertyDescription("metadata.generation that this status is based on")
          @Nullable Long observedGeneration,
      @JsonPropertyDescription("Revision of the hub's document") @Nullable Long revision,
      @JsonPropertyDescription("Last NatsOperation on this NatsCluster")
          @Nullable String operation) {
    static final Basis NONE = new Basis(null, null, null);
  }

  /**
   * How far servers are.
   *
   * @param version nats-server version that all run; null while unknown or mixed
   * @param replicas servers that should be
   * @param readyReplicas servers that are ready
   * @param servers ready of wanted, as the printer column shows it: {@code 3/3}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Servers(
      @JsonPropertyDescription("nats-server version that all servers run") @Nullable String version,
      @JsonPropertyDescription("Desired number of servers") @Nullable Integer replicas,
      @JsonPropertyDescription("Number of ready servers") @Nullable Integer readyReplicas,
      @JsonPropertyDescription("Ready and desired servers, such as 3/3") @Nullable String servers) {
    static final Servers NONE = new Servers(null, null, null, null);

    /** The same with another number that should be. */
    public Servers of(int wanted) {
      return new Servers(version, wanted, readyReplicas, servers);
    }
  }

  /**
   * Codes of guard rails that a spec breaks.
   *
   * @param waived those that it waives
   * @param warnings those that do not stop it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rails(
      @JsonPropertyDescription("Codes of violated guard rails that the spec waives")
          @Nullable List<String> waived,
      @JsonPropertyDescription("Codes of violated guard rails that are only warnings")
          @Nullable List<String> warnings) {
    static final Rails NONE = new Rails(null, null);
  }

  /**
   * How clients reach servers.
   *
   * @param url inside the Kubernetes cluster
   * @param credentialsSecret where the credentials of the first account are; null where clients
   *     need none
   * @param caSecret where the roots are by which clients judge the servers' certificate; null
   *     without TLS
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Access(
      @JsonPropertyDescription("URL for clients inside the Kubernetes cluster")
          @Nullable String url,
      @JsonPropertyDescription("Secret with the credentials for account APP")
          @Nullable SecretKey credentialsSecret,
      @JsonPropertyDescription("Secret with the CA certificate") @Nullable SecretKey caSecret) {
    static final Access NONE = new Access(null, null, null);
  }

  /** The same status with another step. */
  public NatsClusterStatus with(@Nullable PendingStep changed) {
    return new NatsClusterStatus(basis, conditions, running, rails, access, trust, changed);
  }
}
