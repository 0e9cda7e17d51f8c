// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

/** One key of a Secret in the namespace of the NatsCluster. */
record SecretEntry(String secret, String key) {
  /** Folder in which a pod mounts all of them. */
  static final String FOLDER = "/var/run/nats";

  /** The file in a pod. */
  String path() {
    return FOLDER + "/" + key;
  }
}
