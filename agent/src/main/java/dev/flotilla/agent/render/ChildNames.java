// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.nats.cluster.tls.ServerCertificate;

/**
 * Names of everything that belongs to one NatsCluster. They are those of the official chart for a
 * release and full name that equal the cluster's name, so that commands, dashboards and clients
 * keep working.
 *
 * @param cluster name of the NatsCluster
 */
public record ChildNames(String cluster) {
  /** Governs the servers' DNS names. */
  public String headlessService() {
    return cluster + "-headless";
  }

  /** Holds {@code nats.conf}. */
  public String configMap() {
    return cluster + "-config";
  }

  /** Claim template of the volume with the streams. */
  public String streamsVolume() {
    return cluster + "-js";
  }

  /** Claim template of the volume with the accounts' claims. */
  public String resolverVolume() {
    return cluster + "-resolver";
  }

  /** Holds the seeds of the data plane; outlives the NatsCluster, like the volumes. */
  public String keysSecret() {
    return cluster + "-keys";
  }

  /** Credentials of the agent in the system account. */
  public String systemCredentials() {
    return cluster + "-system-creds";
  }

  /** Credentials of the health probe. */
  public String probeCredentials() {
    return cluster + "-probe-creds";
  }

  /** Credentials for applications. */
  public String applicationCredentials() {
    return cluster + "-app-creds";
  }

  /** Credentials of NACK. */
  public String nackCredentials() {
    return cluster + "-nack-creds";
  }

  /** Hashes of passwords, for the servers' environment. */
  public String passwordHashes() {
    return cluster + "-password-hashes";
  }

  /** Certificate of the servers, where the agent issues or requests it. */
  public String certificateSecret() {
    return cluster + "-tls";
  }

  /** Certificate of the servers, from any source. */
  public String certificateSecret(ServerCertificate certificate) {
    return certificate.secretName() == null ? certificateSecret() : certificate.secretName();
  }

  /** Holds the authority of the servers' certificate; outlives the NatsCluster, as the keys do. */
  public String authoritySecret() {
    return cluster + "-ca";
  }

  /** Deployment of nats-box. */
  public String box() {
    return cluster + "-box";
  }

  /** Contexts of the command line in nats-box. */
  public String boxContexts() {
    return cluster + "-box-contexts";
  }

  /** Deployment of Surveyor, and its PodMonitor. */
  public String surveyor() {
    return cluster + "-surveyor";
  }

  /** Deployment of NACK. */
  public String nack() {
    return cluster + "-nack";
  }

  /** The Ingress of the WebSocket listener. */
  public String webSocketIngress() {
    return cluster + "-ws";
  }

  /** Exposes the servers outside Kubernetes. */
  public String externalService() {
    return cluster + "-external";
  }

  /** Pod that pulls the image on the node of a server; no server is called so. */
  public String imagePull(int ordinal) {
    return server(ordinal) + "-pull";
  }

  /** Pod and server name of one ordinal. */
  public String server(int ordinal) {
    return cluster + "-" + ordinal;
  }
}
