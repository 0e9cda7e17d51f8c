// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.SecretKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the documents of both kinds have in common: all that a Job's pod depends on. */
public sealed interface JobSpec permits NatsBackupSpec, NatsRestoreSpec {
  /** Name of the NatsCluster in the same namespace. */
  String cluster();

  /** Patterns {@code ACCOUNT/STREAM} of what is selected; empty for all. */
  List<String> include();

  /** Patterns of what is left out. */
  List<String> exclude();

  /** Where sets are. */
  Storage storage();

  /** The age identity that decrypts a set; null without one. */
  @Nullable SecretKey identitySecret();

  /** Streams at a time. */
  int parallel();

  /** Compute resources of the Job's pod. */
  Resources resources();
}
