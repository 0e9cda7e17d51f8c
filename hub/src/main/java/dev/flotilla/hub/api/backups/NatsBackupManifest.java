// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import dev.flotilla.nats.backup.BackupParser;
import dev.flotilla.nats.backup.NatsBackupSpec;
import dev.flotilla.nats.cluster.NatsCluster;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@link BackupParser#backup} reads, for the OpenAPI document. */
@Schema(
    examples =
        """
        {"apiVersion": "flotilla.dev/v1alpha1", "kind": "NatsBackup",
         "metadata": {"namespace": "nats", "name": "orders-20261121-1200"},
         "spec": {"cluster": "orders", "storage": {"volumeClaim": {"claimName": "backups"}},
                  "recipients": ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudjphdsqvl5a8j"]}}
        """)
record NatsBackupManifest(
    @Schema(enumeration = NatsCluster.API_VERSION) String apiVersion,
    @Schema(enumeration = BackupParser.BACKUP) String kind,
    JobMetadata metadata,
    NatsBackupSpec spec) {}
