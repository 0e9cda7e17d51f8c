// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

/** Why a cluster is not verified healthy: stable codes, the most basic first. */
public enum Reason {
  /** No server accepts a connection. */
  UNREACHABLE,
  /** Servers did not answer in time. */
  SERVERS_MISSING,
  /** A server that is not part of the cluster answers in it. */
  UNEXPECTED_SERVER,
  /** A server runs another version. */
  VERSION_DIFFERS,
  /** A server runs with another configuration. */
  CONFIGURATION_DIFFERS,
  /** A server runs with JetStream although it is disabled, or without although it is enabled. */
  JETSTREAM_DIFFERS,
  /** No meta leader, or servers disagree on it. */
  NO_META_LEADER,
  /** The meta group lacks a server or still counts one that is gone. */
  META_GROUP_SIZE,
  /** A server has not caught up with the meta leader. */
  META_REPLICA_BEHIND,
  /** A server reports itself unhealthy. */
  SERVER_UNHEALTHY,
  /** A stream or consumer on a server has not caught up or is broken. */
  ASSET_UNHEALTHY,
  /** A server has no route to another one. */
  ROUTE_MISSING,
  /** A stream that was served is served no more. */
  STREAM_UNSERVED,
  /** A copy of a stream or consumer has not yet what its leader had when the pods started. */
  REPLICA_BEHIND,
  /** The file store of a server is full, so a message was not stored; nothing else is wrong. */
  STORE_FULL,
  /** A message was not stored, or not received again. */
  PROBE_FAILED
}
