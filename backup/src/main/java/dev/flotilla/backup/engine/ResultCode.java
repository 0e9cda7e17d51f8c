// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

/** Why a backup or a restore, or one stream of it, is not what it was to be. */
public enum ResultCode {
  // All of it
  /** The task itself cannot be carried out as it is. */
  TASK_UNUSABLE,
  /** A recipient cannot be encrypted to. */
  RECIPIENT_REFUSED,
  /** The identity cannot be read, or decrypts nothing here. */
  IDENTITY_UNUSABLE,
  /** The store did not do what it was asked for. */
  STORAGE_FAILED,
  /** No server of the NatsCluster answered. */
  SERVERS_UNREACHABLE,
  /** There is no such set. */
  SET_NOT_FOUND,
  /** No stream matches a pattern. */
  NOTHING_SELECTED,
  /** The manifest of a set, or of one that it builds on, cannot be trusted. */
  SET_DAMAGED,

  // An account
  /** The agent has no user in it. */
  ACCOUNT_WITHOUT_USER,
  /** The servers refused its user, or did not answer it. */
  ACCOUNT_UNREACHABLE,

  // A stream
  /** Servers list it and say nothing of it. */
  STREAM_OFFLINE,
  /** Servers before 2.15 make no snapshots of streams in memory. */
  STREAM_IN_MEMORY,
  /** Its snapshot did not come to its end. */
  SNAPSHOT_FAILED,
  /** What the server sent is damaged. */
  ARCHIVE_DAMAGED,
  /** Messages were deleted from it meanwhile; it is saved without them. */
  CHANGED_DURING_BACKUP,
  /** No server reports a consumer. */
  CONSUMER_NOT_SAVED,
  /** What is in the store is not what the manifest says. */
  OBJECT_DAMAGED,
  /** There is a stream of that name. */
  STREAM_EXISTS,
  /** Servers that may receive it do not read its format. */
  FORMAT_TOO_NEW,
  /** Its format keeps the name. */
  RENAME_UNSUPPORTED,
  /** More replicas than there are servers. */
  REPLICAS_TOO_MANY,
  /** Several streams of the set would be restored under one name. */
  TARGET_SHARED,
  /** The servers did not restore it. */
  STREAM_NOT_RESTORED,
  /** What follows from restoring it, in a dry run. */
  RESTORE_WARNING,
  /** What was restored differs from the set; it was deleted. */
  RESTORE_DIFFERS
}
