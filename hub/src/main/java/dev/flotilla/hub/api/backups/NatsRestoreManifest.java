// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import dev.flotilla.nats.backup.BackupParser;
import dev.flotilla.nats.backup.NatsRestoreSpec;
import dev.flotilla.nats.cluster.NatsCluster;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@link BackupParser#restore} reads, for the OpenAPI document. */
@Schema(
    examples =
        """
        {"apiVersion": "flotilla.dev/v1alpha1", "kind": "NatsRestore",
         "metadata": {"namespace": "nats", "name": "orders-back"},
         "spec": {"cluster": "orders", "set": "latest", "dryRun": true,
                  "storage": {"volumeClaim": {"claimName": "backups"}},
                  "identitySecret": {"name": "backup-identity"}}}
        """)
record NatsRestoreManifest(
    @Schema(enumeration = NatsCluster.API_VERSION) String apiVersion,
    @Schema(enumeration = BackupParser.RESTORE) String kind,
    JobMetadata metadata,
    NatsRestoreSpec spec) {}
