// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.SecretKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The actual state. Holds only facts that change with an event, never volatile metrics, so that an
 * idle cluster causes no writes.
 *
 * @param observedGeneration {@code metadata.generation} that this status speaks of; null before the
 *     first look
 * @param revision revision of the hub's document; null for a cluster that the hub does not manage
 * @param conditions Accepted, Progressing, Ready and, where there is something to say of them,
 *     Addons and Trust
 * @param version nats-server version that all servers run; null while unknown or mixed
 * @param replicas servers that should be
 * @param readyReplicas servers that are ready
 * @param servers ready of wanted, as the printer column shows it: {@code 3/3}
 * @param waived codes of broken guard rails that the spec waives
 * @param warnings codes of guard rails that the spec breaks without being stopped
 * @param url URL for clients inside the Kubernetes cluster
 * @param credentialsSecret where the credentials of the first account are
 * @param caSecret where the roots are by which clients judge the servers' certificate; null without
 *     TLS
 * @param trust what the other side of a shared trust needs; null without one
 * @param operation name of the NatsOperation that changed it last
 * @param restart the last request to restart servers; null before the first
 * @param step what the agent was about to do last; null once everything is as it should be
 * @param stop a roll that was stopped; null while none is
 * @param verified where servers return to; null until they were all verified once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsClusterStatus(
    @JsonPropertyDescription("metadata.generation that this status is based on")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Revision of the hub's document") @Nullable Long revision,
    @JsonPropertyDescription("Accepted, Progressing and Ready")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("nats-server version that all servers run") @Nullable String version,
    @JsonPropertyDescription("Desired number of servers") @Nullable Integer replicas,
    @JsonPropertyDescription("Number of ready servers") @Nullable Integer readyReplicas,
    @JsonPropertyDescription("Ready and desired servers, such as 3/3") @Nullable String servers,
    @JsonPropertyDescription("Codes of violated guard rails that the spec waives")
        @Nullable List<String> waived,
    @JsonPropertyDescription("Codes of violated guard rails that are only warnings")
        @Nullable List<String> warnings,
    @JsonPropertyDescription("URL for clients inside the Kubernetes cluster") @Nullable String url,
    @JsonPropertyDescription("Secret with the credentials for account APP")
        @Nullable SecretKey credentialsSecret,
    @JsonPropertyDescription("Secret with the CA certificate") @Nullable SecretKey caSecret,
    @JsonPropertyDescription("Public keys and claims for the other side of a shared trust")
        @Nullable TrustStatus trust,
    @JsonPropertyDescription("Last NatsOperation on this NatsCluster") @Nullable String operation,
    @JsonPropertyDescription("Last request to restart servers, and what is left of it")
        @Nullable RestartStatus restart,
    @JsonPropertyDescription("The step that the agent is executing; absent when idle")
        @Nullable PendingStep step,
    @JsonPropertyDescription("A change that stopped because a server failed")
        @Nullable RollStop stop,
    @JsonPropertyDescription("Where servers return to when a change fails")
        @Nullable VerifiedState verified) {
  /** Before the first look. */
  public static final NatsClusterStatus NONE =
      of(
          new Basis(null, null, null),
          null,
          new Servers(null, null, null, null),
          new Rails(null, null),
          new Access(null, null, null),
          null,
          AgentJournal.NONE);

  /**
   * What a status is based on.
   *
   * @param observedGeneration {@code metadata.generation} that it speaks of; null before the first
   *     look
   * @param revision revision of the hub's document; null for a cluster that the hub does not manage
   * @param operation name of the NatsOperation that changed it last
   */
  public record Basis(
      @Nullable Long observedGeneration, @Nullable Long revision, @Nullable String operation) {}

  /**
   * How far servers are.
   *
   * @param version nats-server version that all run; null while unknown or mixed
   * @param replicas servers that should be
   * @param readyReplicas servers that are ready
   * @param servers ready of wanted, as the printer column shows it: {@code 3/3}
   */
  public record Servers(
      @Nullable String version,
      @Nullable Integer replicas,
      @Nullable Integer readyReplicas,
      @Nullable String servers) {
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
  public record Rails(@Nullable List<String> waived, @Nullable List<String> warnings) {}

  /**
   * How clients reach servers.
   *
   * @param url inside the Kubernetes cluster
   * @param credentialsSecret where the credentials of the first account are; null where clients
   *     need none
   * @param caSecret where the roots are by which clients judge the servers' certificate; null
   *     without TLS
   */
  public record Access(
      @Nullable String url, @Nullable SecretKey credentialsSecret, @Nullable SecretKey caSecret) {}

  /**
   * A status by its parts, with no restart. The definition knows no groups, nor does the record.
   */
  public static NatsClusterStatus of(
      Basis basis,
      @Nullable List<Condition> conditions,
      Servers servers,
      Rails rails,
      Access access,
      @Nullable TrustStatus trust,
      AgentJournal journal) {
    return new NatsClusterStatus(
        basis.observedGeneration(),
        basis.revision(),
        conditions,
        servers.version(),
        servers.replicas(),
        servers.readyReplicas(),
        servers.servers(),
        rails.waived(),
        rails.warnings(),
        access.url(),
        access.credentialsSecret(),
        access.caSecret(),
        trust,
        basis.operation(),
        journal.restart(),
        journal.step(),
        journal.stop(),
        journal.verified());
  }

  /** What it is based on. */
  public Basis basis() {
    return new Basis(observedGeneration, revision, operation);
  }

  /** How far the servers are. */
  public Servers running() {
    return new Servers(version, replicas, readyReplicas, servers);
  }

  /** Guard rails that the spec breaks. */
  public Rails rails() {
    return new Rails(waived, warnings);
  }

  /** How clients reach the servers. */
  public Access access() {
    return new Access(url, credentialsSecret, caSecret);
  }

  /** What the next pass must know. */
  public AgentJournal journal() {
    return new AgentJournal(restart, step, stop, verified);
  }

  /** The same status with another step. */
  public NatsClusterStatus with(@Nullable PendingStep changed) {
    return with(journal().with(changed));
  }

  /** The same status with another journal. */
  public NatsClusterStatus with(AgentJournal changed) {
    return of(basis(), conditions, running(), rails(), access(), trust, changed);
  }
}
